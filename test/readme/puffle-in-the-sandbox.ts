/** Stands in for `puffle-sdk` where a page takes key and address from the environment: the same, in a sandbox. */
import { Puffle as Client, type PuffleOptions } from "../../src/index.ts";
import { world } from "./world.ts";

export * from "../../src/index.ts";

export class Puffle extends Client {
  constructor(options: PuffleOptions = {}) {
    const { clock, fetch, baseURL, apiKey } = world().sandbox.options;
    super(options.baseURL ? options : { clock, fetch, baseURL, apiKey, ...options });
  }
}
