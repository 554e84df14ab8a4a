import { checkBody, isText, type MemberCheck } from "./check-body.ts";

const CONDITIONS: readonly unknown[] = ["always", "if_no_reply", "if_no_open", "if_opened", "if_clicked"];

const checks: Readonly<Record<string, MemberCheck>> = {
  subject: ["a text", isText],
  body: ["a text", isText],
  delay_days: ["a whole number from 0", (value) => isWhole(value, Number.MAX_SAFE_INTEGER)],
  delay_hours: ["a whole number from 0 to 23: whole days go into delay_days", (value) => isWhole(value, 23)],
  send_condition: [`one of ${CONDITIONS.join(", ")}`, (value) => CONDITIONS.includes(value)],
};

/** Looks at a step, or at changes to one, before it is sent. */
export function checkStep(operation: string, step: unknown, needed?: readonly string[]): void {
  checkBody(operation, step, checks, needed);
}

function isWhole(value: unknown, max: number): boolean {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= max;
}
