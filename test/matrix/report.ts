import type { Outcome } from "./matrix.ts";

/** How much of an output is shown. */
const LINES = 40;

/** A line for each project, and how many there were of each kind. */
export function summary(outcomes: readonly Outcome[]): string {
  const widest = Math.max(...outcomes.map(({ project }) => project.name.length));
  const lines = outcomes.map((outcome) => `${outcome.project.name.padEnd(widest)}  ${said(outcome)}`);
  const count = (how: Outcome["how"]) => outcomes.filter((outcome) => outcome.how === how).length;
  // The line that tells a machine how many tests there were.
  return `${lines.join("\n")}\n\n${count("ran")} passed, ${count("failed")} failed, ${count("not run")} skipped`;
}

/** Which project failed, why, and what its program printed; nothing where none did. */
export function failures(outcomes: readonly Outcome[]): string {
  return outcomes
    .flatMap((outcome) =>
      outcome.how === "failed" ? [`\n=== ${outcome.project.name}: ${outcome.why}\n${end(outcome.output)}`] : [],
    )
    .join("\n");
}

function said(outcome: Outcome): string {
  if (outcome.how === "failed") return `FAILED: ${outcome.why.split("\n")[0]}`;
  if (outcome.how === "not run") return `not run: ${outcome.why}`;
  const { on, formats, note, cells } = outcome.ran;
  return [on, formats.join(", "), note, cells?.join(", ")].filter(Boolean).join(" · ");
}

/** The beginning says what failed, the end where. */
function end(output: string): string {
  const lines = output.trim().split("\n").filter(Boolean);
  if (lines.length <= LINES) return lines.join("\n");
  return [...lines.slice(0, LINES / 2), `… ${lines.length - LINES} lines more …`, ...lines.slice(-LINES / 2)].join(
    "\n",
  );
}
