/** Stands in for `puffle-sdk/leadlex`, as its neighbour does for `puffle-sdk`. */
import type { ClientOptions } from "puffle-sdk";
import { LeadLex as Client } from "../../src/leadlex/index.ts";
import { world } from "./world.ts";

export * from "../../src/leadlex/index.ts";

export class LeadLex extends Client {
  constructor(options: ClientOptions = {}) {
    const { clock, fetch, baseURL, apiKey } = world().leadlexSandbox.options;
    super(options.baseURL ? options : { clock, fetch, baseURL, apiKey, ...options });
  }
}
