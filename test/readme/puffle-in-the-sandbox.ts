/** Stands in for the package where the README takes key and address from the environment: the same, in a sandbox. */
import { Puffle as Client, type PuffleOptions } from "../../src/index.ts";
import { createSandbox } from "../../src/sandbox/index.ts";

export * from "../../src/index.ts";

export class Puffle extends Client {
  constructor(options: PuffleOptions = {}) {
    const { clock, fetch, baseURL, apiKey } = createSandbox().options;
    super({ clock, fetch, baseURL, apiKey, ...options });
  }
}
