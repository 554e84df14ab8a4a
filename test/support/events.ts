import type { Hooks, Logger } from "../../src/core/events.ts";

export interface HookCall {
  readonly hook: keyof Hooks;
  readonly event: object;
}

/** Hooks that remember what they were told. */
export function recordedHooks(): { readonly hooks: Required<Hooks>; readonly calls: HookCall[] } {
  const calls: HookCall[] = [];
  const note = (hook: keyof Hooks) => (event: object) => {
    calls.push({ hook, event });
  };
  return {
    hooks: {
      onRequest: note("onRequest"),
      onResponse: note("onResponse"),
      onRetry: note("onRetry"),
      onDrift: note("onDrift"),
    },
    calls,
  };
}

export interface LogLine {
  readonly level: keyof Logger;
  readonly message: string;
  readonly details: object | undefined;
}

/** A logger that remembers its lines. */
export function recordedLog(): { readonly logger: Logger; readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const note = (level: keyof Logger) => (message: string, details?: object) => {
    lines.push({ level, message, details });
  };
  return { logger: { debug: note("debug"), info: note("info"), warn: note("warn"), error: note("error") }, lines };
}
