import { createLeadLexSandbox, createSandbox, type LeadLexSandbox, type Sandbox } from "puffle-sdk/sandbox";

/** The two services that a snippet reaches, whichever way it goes there. Each snippet has a world of its own. */
export interface World {
  readonly sandbox: Sandbox;
  readonly leadlexSandbox: LeadLexSandbox;
}

let now: World | undefined;

export function world(): World {
  now ??= { sandbox: createSandbox(), leadlexSandbox: createLeadLexSandbox({ approval: "always" }) };
  return now;
}

export function endWorld(): void {
  now = undefined;
}
