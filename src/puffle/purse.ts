import type { ClientOptions } from "../core/options.ts";
import type { Prices } from "./prices.ts";

/** What a client of Puffle takes besides what every client takes. */
export interface PuffleOptions extends ClientOptions {
  /**
   * How many credits this client may spend, by the prices of the day (P60). A call that would pass it is refused before it
   * is sent, also when calls run side by side. Default: no limit.
   */
  readonly spendLimit?: number | undefined;
  /** Under a limit: whether work whose price the service does not name may be done all the same, uncounted. Default: false. */
  readonly allowUnpriced?: boolean | undefined;
}

/** What a client may spend and has spent; one for each client. */
export class Purse {
  readonly limit: number | undefined;
  readonly allowUnpriced: boolean;
  /** In credits: what is spent, and what calls that are under way may come to. */
  used = 0;
  /** The prices that were read last. */
  prices: Prices | undefined;

  constructor(options: PuffleOptions | null) {
    this.limit = options?.spendLimit;
    this.allowUnpriced = options?.allowUnpriced ?? false;
  }
}
