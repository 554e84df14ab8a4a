/**
 * What a client does, in your own log and your own metrics. A logger is anything with debug, info, warn and error (console,
 * pino, winston); hooks are told every attempt. Neither sees a key, a name, an address or a message's words.
 */
import { type Logger, Puffle, type PuffleOptions } from "puffle-sdk";

/** Counts and times, by operation. */
export interface Metrics {
  count(name: string, tags: Readonly<Record<string, string | number>>): void;
  time(name: string, ms: number, tags: Readonly<Record<string, string | number>>): void;
}

export function observedClient(options: PuffleOptions, logger: Logger, metrics: Metrics): Puffle {
  return new Puffle({
    ...options,
    logger,
    hooks: {
      onRequest: ({ operation, attempt }) => metrics.count("puffle.attempt", { operation, attempt }),
      onResponse({ operation, status, failure, durationMs }) {
        metrics.time("puffle.duration", durationMs, { operation, result: status ?? failure ?? "none" });
      },
      onRetry: ({ operation, waitMs }) => metrics.time("puffle.wait", waitMs, { operation }),
      // The service answered something new: worth a look, and no reason to fail.
      onDrift: ({ operation, path }) => metrics.count("puffle.drift", { operation, path }),
    },
  });
}
