import { TokenError } from "./errors.ts";

/** What it takes to go on with an operation elsewhere: small, versioned, without secrets or anybody's data. */
export interface OperationToken {
  readonly v: 1;
  /** The operation that started the job, such as `launchCampaign`. */
  readonly kind: string;
  /** What is polled. */
  readonly id: string;
  /** The service that it runs on: the token is refused on another. */
  readonly origin: string;
  /** How often it was polled: the backoff goes on from there. */
  readonly polls: number;
  /** The correlation id of the last answer. */
  readonly correlationId?: string | undefined;
  /** What the last look has left for the next one. */
  readonly memo?: string | undefined;
  /** Tells a token that was cut off or edited. */
  readonly check: string;
}

/** The token of an operation in its present state. */
export function makeToken(facts: Omit<OperationToken, "v" | "check">): OperationToken {
  const token = { v: 1 as const, ...facts };
  for (const name of ["correlationId", "memo"] as const) if (token[name] === undefined) delete token[name];
  return { ...token, check: checksum(token) };
}

/**
 * Reads a token: the object, or its JSON.
 * @throws TokenError saying what is wrong with it
 */
export function readToken<Kind extends string>(
  value: unknown,
  origin: string,
  kinds: readonly Kind[],
): OperationToken & { readonly kind: Kind } {
  const refuse = (problem: string) => {
    const message = `operations.resume: the token ${problem}. Nothing was sent.`;
    return new TokenError(message, { code: "invalid_token", next: "fix_request" });
  };
  let token: unknown = value;
  if (typeof value === "string") {
    try {
      token = JSON.parse(value);
    } catch {
      throw refuse("is not JSON, perhaps cut off");
    }
  }
  if (typeof token !== "object" || token === null) throw refuse("is not an object or its JSON");
  const {
    v,
    kind,
    id,
    origin: home,
    polls,
    correlationId,
    memo,
    check,
  }: Partial<Record<keyof OperationToken, unknown>> = token;
  if (v !== 1) throw refuse(`is of version ${typeof v === "number" ? v : "unknown"}, this SDK reads version 1`);
  if (typeof kind !== "string" || typeof id !== "string" || typeof home !== "string" || typeof polls !== "number")
    throw refuse("lacks a member, or has one of the wrong type");
  const text = (member: unknown) => (typeof member === "string" ? member : undefined);
  const facts = { kind, id, origin: home, polls, correlationId: text(correlationId), memo: text(memo) };
  const whole = makeToken(facts);
  if (whole.check !== check) throw refuse("was changed or cut off");
  if (home !== origin) throw refuse(`belongs to ${home}, this client talks to ${origin}`);
  const known = kinds.find((one) => one === kind);
  if (known === undefined) throw refuse(`is of another kind than is wanted here: ${kinds.join(", ")}`);
  return { ...whole, kind: known };
}

/** FNV-1a over the members in order: it finds accidents, it does not sign. */
function checksum(token: object): string {
  let hash = 0x811c9dc5;
  for (const char of JSON.stringify(Object.entries(token).sort(([a], [b]) => (a < b ? -1 : 1)))) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(16);
}
