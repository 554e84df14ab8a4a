import { asWritten, kindOf } from "../core/as-written.ts";
import { idProblem } from "../core/path.ts";
import { isRecord } from "../core/record.ts";

/**
 * What to send of an item, the id that tells it from others, and what is wanted for that id; or why it can't be sent. An id
 * is the same one in capitals: the service may answer in its own spelling.
 */
export type PreparedItem<Wire> =
  | { readonly wire: Wire; readonly identity: string; readonly changes: object }
  | { readonly reason: string };

/** Looks at one member: what is wrong with it, or undefined. */
type Look = (value: unknown) => string | undefined;

const is =
  (be: string, holds: (value: unknown) => boolean): Look =>
  (value) =>
    holds(value) ? undefined : `is not ${be}`;
const text = is("a string", (value) => typeof value === "string");
const flag = is("true or false", (value) => typeof value === "boolean");
const object = is("an object", (value) => isRecord(value) && !Array.isArray(value));
const texts = is("an array of strings", (value) => isStrings(value));
const oneOf = (...values: readonly (string | null)[]) =>
  is(`one of ${values.join(", ")}`, (value) => values.some((one) => one === value));

/** What each kind of change may hold, besides its id. */
const CHANGES = {
  signal: {
    vote: oneOf("up", "down", null),
    comment: text,
    dmText: text,
    commentText: text,
    status: oneOf("new", "commented", "dismissed"),
  },
  type: {
    label: is("a text", (value) => typeof value === "string" && value.trim() !== ""),
    description: text,
    keywords: texts,
    prompt: text,
    enabled: flag,
    position: is("a whole number from 0", (value) => Number.isSafeInteger(value) && Number(value) >= 0),
    allowedSources: texts,
    structuredConfig: object,
    sourceOverrides: is("an array of objects", (value) => Array.isArray(value) && value.every((one) => isRecord(one))),
  },
  source: { enabled: flag, config: object },
} satisfies Readonly<Record<string, Readonly<Record<string, Look>>>>;

/**
 * Looks at a change before it is sent: it needs an id and at least one change (P71). What the SDK does not know goes out as
 * it is.
 */
export function prepareChange<Wire extends { readonly id: string }>(
  kind: keyof typeof CHANGES,
  item: Wire,
): PreparedItem<Wire> {
  const looks: Readonly<Record<string, Look>> = CHANGES[kind];
  return prepare(item, "id", looks, (changes) =>
    Object.keys(changes).length > 0
      ? undefined
      : `has no change: give at least one of ${Object.keys(looks).join(", ")}`,
  );
}

/** The same for a person or company behind signals, whose only change is its status. */
export function prepareLeadChange<Wire extends { readonly entityId: string }>(item: Wire): PreparedItem<Wire> {
  const looks = { status: oneOf("new", "contacted", "dismissed") };
  return prepare(item, "entityId", looks, ({ status }) => (status === undefined ? "has no status" : undefined));
}

/** The same for what is to be written. */
export function prepareDraftRequest<Wire extends { readonly id: string }>(item: Wire): PreparedItem<Wire> {
  return prepare(item, "id", { dm: flag, comment: flag }, ({ dm, comment }) =>
    dm === true || comment === true ? undefined : "asks for nothing: set dm, comment or both to true",
  );
}

/** The same for an id alone. */
export function prepareId(id: string): PreparedItem<string> {
  const problem = idProblem(id);
  return problem ? { reason: problem } : { wire: id, identity: id.toLowerCase(), changes: {} };
}

function prepare<Wire extends object>(
  item: Wire,
  idName: string,
  looks: Readonly<Record<string, Look>>,
  whole: (changes: Readonly<Record<string, unknown>>) => string | undefined,
): PreparedItem<Wire> {
  if (!isRecord(item) || Array.isArray(item)) return { reason: `is not an object but ${kindOf(item)}` };
  const written = asWritten(item);
  if (!written) return { reason: "can't be written as JSON" };
  const { [idName]: id, ...changes } = written;
  const problems = Object.entries(looks).flatMap(([name, look]) => {
    const problem = Object.hasOwn(changes, name) ? look(changes[name]) : undefined;
    return problem ? [`${name} ${problem}`] : [];
  });
  const idWrong = idProblem(id);
  if (idWrong) problems.unshift(`${idName} ${idWrong}`);
  const missing = whole(changes);
  if (missing) problems.push(missing);
  if (typeof id !== "string" || !isFit<Wire>(written, problems)) return { reason: problems.join("; ") };
  return { wire: written, identity: id.toLowerCase(), changes };
}

/** What was looked at without a problem is what its type says. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- it is what the answer is about
function isFit<Wire extends object>(written: object, problems: readonly string[]): written is Wire {
  return problems.length === 0 && isRecord(written);
}

function isStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}
