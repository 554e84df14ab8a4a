import { type RetryRule, ruleFor } from "../../src/core/policy.ts";
import { type Contract, type Operation, operationsOf } from "./contract.ts";

/**
 * Pieces of the docs that only repeat what the contract says: the table of a service's operations, and the table of its jobs. They
 * are written to `docs/parts/`, and included by the guides.
 */
export function partsOf(service: string, contract: Contract): Readonly<Record<string, string>> {
  return {
    [`operations-${service}.md`]: operationsPart(contract),
    [`jobs-${service}.md`]: jobsPart(contract),
  };
}

const EFFECTS: Readonly<Record<string, string>> = {
  read: "reads",
  write: "changes the workspace's data",
  destroy: "deletes for good",
  spend: "costs credits",
  send: "reaches people outside",
  human: "hands back a link for a person",
};

const REPEATS: Readonly<Record<string, string>> = {
  safe: "sent again",
  key: "sent again, with the same key",
  reconcile: "read first; sent again where it was not done",
  never: "not sent again",
};

/** What the contract says of repeating, for a whole operation or for one of its ways. */
interface Way {
  readonly effect: string;
  readonly repeat: string;
}

interface Poll {
  readonly by: string;
  readonly success: readonly string[];
  readonly failure: readonly string[];
  readonly ended: readonly string[];
  readonly interval: number;
  readonly maxInterval: number;
  readonly deadline: number;
}

function operationsPart(contract: Contract): string {
  const all = operationsOf(contract);
  const ways = all.flatMap(({ operation }) => waysOf(operation));
  const used = (known: Readonly<Record<string, string>>, found: readonly string[]) =>
    Object.entries(known).filter(([word]) => found.includes(word));
  const effects = used(
    EFFECTS,
    ways.map(({ effect }) => effect),
  ).map(([word, text]) => `\`${word}\` ${text}`);
  const repeats = used(
    REPEATS,
    ways.map(({ repeat }) => repeat),
  ).map(([word, text]) => `\`${word}\`: ${text}`);
  const rows = all.flatMap(({ operation }) =>
    waysOf(operation).map(({ name, effect, repeat }) => {
      const method = methodsOf(operation) || `request("${operation.operationId}")`;
      const which = name === "" ? "" : `<br>${name}`;
      return `| ${method}${which}<br><small>${operation.operationId}</small> | \`${effect}\` | \`${repeat}\` | ${checkOf(operation, repeat)} | ${waitsOf(operation)} |`;
    }),
  );
  return `${WRITTEN}
- **Effect**, what a call can do to the world: ${effects.join(", ")}.
- **Repeat**, what is done when an answer is lost and the work may have been carried out: ${repeats.join("; ")}.
- **Waits** only where they differ from what holds for every operation: ${defaults()}.

<div class="operations">

| call | effect | repeat | to look whether it happened | waits that differ |
| --- | --- | --- | --- | --- |
${rows.join("\n")}

</div>
`;
}

/** Each way that an operation has of its own, told apart by a text in its body; most have one. */
function waysOf(operation: Operation): readonly (Way & { readonly name: string })[] {
  const effect = String(operation["x-effect"]);
  const repeat = String(operation["x-repeat"]);
  const variants = operation["x-variants"] as
    | { readonly on: string; readonly values: Readonly<Record<string, Way>> }
    | undefined;
  if (!variants) return [{ name: "", effect, repeat }];
  const named = Object.entries(variants.values).map(([value, way]) => ({
    name: value === "*" ? `with \`${variants.on}\`` : `\`${variants.on}: "${value}"\``,
    effect: way.effect,
    repeat: way.repeat,
  }));
  return "*" in variants.values ? [{ name: `without \`${variants.on}\``, effect, repeat }, ...named] : named;
}

function methodsOf(operation: Operation): string {
  return String(operation["x-sdk-method"] ?? "")
    .split(/,\s*/)
    .filter((name) => name !== "")
    .map((name) => `\`${name}\``)
    .join(", ");
}

/** Only where something is in doubt: what is safe to repeat is settled by repeating it. */
function checkOf(operation: Operation, repeat: string): string {
  const check = operation["x-check"];
  return typeof check === "string" && repeat !== "safe" ? `\`${check}\`` : "";
}

function waitsOf(operation: Operation): string {
  const retry = (operation["x-retry"] ?? {}) as Readonly<Record<string, { readonly carriedOut?: false }>>;
  const own = Object.entries(retry).map(([status, words]) => {
    const rule = ruleFor(status, retry, []);
    const done = words.carriedOut === false ? ", it was not carried out" : "";
    return rule ? `${status}: ${inWords(rule)}${done}` : "";
  });
  const apart = operation["x-min-interval"];
  if (typeof apart === "number") own.push(`read at most every ${duration(apart)}`);
  const poll = operation["x-poll"] as Poll | undefined;
  if (poll) own.push(`its job is read ${every(poll)}, for ${duration(poll.deadline)}`);
  return own.join("<br>");
}

/** The default policy, from the code that carries it out. */
function defaults(): string {
  const kinds: readonly (readonly [string, string])[] = [
    ["connect", "connections, timeouts, 408, 502, 503 and 504"],
    ["500", "500"],
    ["429", "429"],
  ];
  return kinds
    .flatMap(([key, name]) => {
      const rule = ruleFor(key, undefined, []);
      return rule ? [`${name}: ${inWords(rule)}`] : [];
    })
    .join("; ");
}

function inWords({ retries, wait, factor, maxWait }: RetryRule): string {
  const times = ["", "once more", "twice more"][retries] ?? `${retries} times more`;
  if (factor === 1) return `${times}, after ${duration(wait)}`;
  return `${times}, after up to ${duration(wait)}, then up to ${duration(wait * factor)}${retries > 2 ? ` … ${duration(maxWait)}` : ""}`;
}

function jobsPart(contract: Contract): string {
  const rows = operationsOf(contract).flatMap(({ operation }) => {
    const poll = operation["x-poll"] as Poll | undefined;
    if (!poll) return [];
    const ended = poll.ended.length === 0 ? "" : states(poll.ended);
    return [
      `| ${methodsOf(operation).split(", ")[0]} | \`${poll.by}\` | ${every(poll)} | ${states(poll.success)} | ${states(poll.failure)} | ${ended} | ${duration(poll.deadline)} |`,
    ];
  });
  return `${WRITTEN}
| started by | read with | how often | has succeeded | has failed | was ended | given up after |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join("\n")}
`;
}

function states(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}

function every({ interval, maxInterval }: Poll): string {
  return interval === maxInterval
    ? `every ${duration(interval)}`
    : `every ${duration(interval)}, slowing to ${duration(maxInterval)}`;
}

/** Milliseconds as people say them. */
function duration(ms: number): string {
  if (ms < 60_000) return `${ms / 1000} s`;
  if (ms < 3_600_000) return `${ms / 60_000} min`;
  return `${ms / 3_600_000} h`;
}

const WRITTEN = "<!-- Written by `npm run generate` from the contract. Don't edit. -->\n";
