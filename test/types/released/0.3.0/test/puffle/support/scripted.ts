import { Puffle, type PuffleOptions } from "puffle-sdk";
import { createSandbox } from "puffle-sdk/sandbox";
import { type ScriptedFetch, type Step, scripted } from "../../support/fetch.ts";

/** A client whose requests are answered from a list, then the same way forever, and whose time is virtual. */
export function scriptedClient(
  steps: readonly Step[],
  { forever, ...options }: PuffleOptions & { readonly forever?: Step } = {},
): { readonly puffle: Puffle; readonly script: ScriptedFetch } {
  const script = scripted(steps, forever && { forever });
  const { clock } = createSandbox();
  return { puffle: new Puffle({ apiKey: "pk_test_0123456789", fetch: script.fetch, clock, ...options }), script };
}
