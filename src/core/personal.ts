/**
 * Leads are people (P82): a service's sentence may quote the address or the text that it refuses, whole or cut off. Whatever
 * of the request's personal members stands in `text` is replaced by the member's name, and so is anything that looks
 * like an address or a profile.
 * @param request what was sent: any JSON
 * @param fields the contract's `x-personal-fields`
 * @returns the text with its accents composed
 */
export function withoutPeople(text: string, request: unknown, fields: ReadonlySet<string>): string {
  const shown = text.normalize("NFC");
  const quotes = quotesIn(folded(shown), personalTexts(request, fields));
  return painted(shown, quotes)
    .replace(/[^\s"'<>‹›(),;:]+@[^\s"'<>‹›(),;:]+\.[^\s"'<>‹›(),;:]+/g, "‹address›")
    .replace(/(https?:\/\/)?([\w-]+\.)?linkedin\.com\/[^\s"'<>‹›(),;]*/gi, "‹profile›");
}

/** Somebody's words in a text: where, and what they are. */
interface Quote {
  readonly start: number;
  readonly end: number;
  /** The contract's name of the member that they stood in. */
  readonly field: string;
}

/** Every text below a personal member, with the name of the innermost such member. */
function* personalTexts(
  value: unknown,
  fields: ReadonlySet<string>,
  field?: string,
): Generator<{ readonly value: string; readonly field: string }> {
  if (typeof value === "object" && value !== null) {
    const isList = Array.isArray(value);
    for (const [name, item] of Object.entries(value))
      yield* personalTexts(item, fields, !isList && fields.has(name) ? name : field);
  } else if (field !== undefined && (typeof value === "string" || isLongNumber(value))) {
    yield { value: folded(String(value).normalize("NFC")).trim(), field };
  }
}

/** A phone number may come as a number; a short number is anything. */
function isLongNumber(value: unknown): value is number {
  return typeof value === "number" && Math.abs(value) >= 1_000_000;
}

/** A text as it is compared: without case and kinds of white space, every character in its place. */
function folded(text: string): string {
  return text.replace(/\s/g, " ").replaceAll("İ", "i").toLowerCase().replaceAll("ς", "σ");
}

/** Scripts that put no space between a name and what follows it. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * Where the texts are quoted. A long one counts also in part, from 12 characters on (5 of a script without spaces): a run
 * of that length holds one of the long text's grams, which are looked up among the grams of what was said.
 */
function quotesIn(said: string, texts: Iterable<{ readonly value: string; readonly field: string }>): Quote[] {
  const quotes: Quote[] = [];
  const grams = { 5: gramsOf(said, 5), 8: gramsOf(said, 8) };
  for (const { value, field } of texts) {
    const [size, step] = UNSPACED.test(value) ? ([5, 1] as const) : ([8, 5] as const);
    if (value.length < size + step - 1) quotes.push(...wholeIn(said, value, field));
    else quotes.push(...partsIn(said, grams[size], value, field, { size, step }));
  }
  return quotes;
}

/** Where a short text stands as a word of its own. */
function* wholeIn(said: string, value: string, field: string): Generator<Quote> {
  if (value === "") return;
  for (let start = said.indexOf(value); start >= 0; start = said.indexOf(value, start + 1)) {
    const end = start + value.length;
    if (standsAlone(said, start, end)) yield { start, end, field };
  }
}

/** Where at least so much of a long text stands that it can only be quoted. */
function* partsIn(
  said: string,
  grams: ReadonlyMap<string, readonly number[]>,
  value: string,
  field: string,
  { size, step }: { readonly size: number; readonly step: number },
): Generator<Quote> {
  for (let from = 0; from + size <= value.length; from += step) {
    for (const at of grams.get(value.slice(from, from + size)) ?? []) {
      let before = 0;
      while (at > before && from > before && said[at - before - 1] === value[from - before - 1]) before++;
      let length = size;
      while (at + length < said.length && said[at + length] === value[from + length]) length++;
      if (before + length < size + step - 1) continue;
      const run = said.slice(at - before, at + length);
      // The spaces around it belong to the sentence.
      const start = at - before + (run.length - run.trimStart().length);
      yield { start, end: start + run.trim().length, field };
    }
  }
}

/** Every run of `size` characters, with the places where it begins. */
function gramsOf(text: string, size: number): ReadonlyMap<string, readonly number[]> {
  const grams = new Map<string, number[]>();
  for (let at = 0; at + size <= text.length; at++) {
    const gram = text.slice(at, at + size);
    const places = grams.get(gram);
    if (places) places.push(at);
    else grams.set(gram, [at]);
  }
  return grams;
}

/** Whether what stands there is no mere part of a word. A single character says little: it must stand in quotes. */
function standsAlone(text: string, start: number, end: number): boolean {
  const [before = "", after = ""] = [lastOf(text.slice(0, start)), firstOf(text.slice(end))];
  const value = text.slice(start, end);
  const first = firstOf(value);
  if (first.length === value.length) {
    if (QUOTE.test(before) && QUOTE.test(after)) return true;
    return UNSPACED.test(value) && !WORD.test(before) && !WORD.test(after);
  }
  return isBoundary(before, first) && isBoundary(lastOf(value), after);
}

const WORD = /[\p{L}\p{M}\p{N}]/u;
const QUOTE = /["'`´‘-‟‹›«»「-』〈-】]/;

function isBoundary(left: string, right: string): boolean {
  const joined = (character: string) => WORD.test(character) && !UNSPACED.test(character);
  return !joined(left) || !joined(right);
}

/** The first character, which may be two units long. */
function firstOf(text: string): string {
  const code = text.codePointAt(0);
  return code === undefined ? "" : String.fromCodePoint(code);
}

function lastOf(text: string): string {
  return [...text.slice(-2)].at(-1) ?? "";
}

/** The text with what they are in place of all quotes; of those that overlap, the longest is named. */
function painted(text: string, quotes: readonly Quote[]): string {
  const owners = new Array<Quote | undefined>(text.length);
  const longestLast = [...quotes].sort((a, b) => a.end - a.start - (b.end - b.start));
  for (const quote of longestLast) owners.fill(quote, quote.start, quote.end);
  let clean = "";
  for (let at = 0; at < text.length; at++) {
    const owner = owners[at];
    if (!owner) clean += text[at];
    else if (owner !== owners[at - 1]) clean += `‹${owner.field}›`;
  }
  return clean;
}
