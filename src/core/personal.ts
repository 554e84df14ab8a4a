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
  const quotes = quotesIn(shown, personalTexts(request, fields));
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

/** What a personal member holds, folded. */
interface PersonalText {
  readonly value: string;
  /** The contract's name of the innermost personal member. */
  readonly field: string;
  /** Whether each of its words names the person. */
  readonly isName?: boolean;
}

/** Members that hold somebody's name; a company's is made of ordinary words. */
const NAME = /^(?!company).*name$/i;
/** What stands before an address. */
const DISPLAY_NAME = /([^<>,;"@]+)"?\s*<[^<>]*@/g;

/** Every text below a personal member of what was sent. */
function* personalTexts(value: unknown, fields: ReadonlySet<string>, field?: string): Generator<PersonalText> {
  if (typeof FormData !== "undefined" && value instanceof FormData) {
    for (const part of value.values())
      if (typeof part !== "string") yield { value: folded(part.name.normalize("NFC")).trim(), field: "file" };
  } else if (typeof value === "object" && value !== null) {
    const isList = Array.isArray(value);
    for (const [name, item] of Object.entries(value))
      yield* personalTexts(item, fields, !isList && fields.has(name) ? name : field);
  } else if (field !== undefined && (typeof value === "string" || isLongNumber(value))) {
    const text = folded(String(value).normalize("NFC")).trim();
    yield { value: text, field, isName: NAME.test(field) };
    for (const [, name = ""] of text.matchAll(DISPLAY_NAME)) yield { value: name.trim(), field, isName: true };
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

/** A text that long is found in part as well; a run of a script without spaces says as much in fewer characters. */
const LONG = 12;
const LONG_UNSPACED = 5;

/** Where the texts are quoted: short ones as words, long ones also in part, as a service may cut off what it quotes. */
function quotesIn(shown: string, texts: Iterable<PersonalText>): Quote[] {
  const said = folded(shown);
  const quotes: Quote[] = [];
  // A run of 12 characters holds one of every fifth gram of 8.
  const spaced = gramsOf(said, 8, 5);
  const unspaced = gramsOf(said, LONG_UNSPACED, 1);
  for (const text of texts) {
    const isLong = text.value.length >= LONG;
    const isUnspaced = UNSPACED.test(text.value);
    if (!isLong) quotes.push(...wholeIn(said, text));
    if (isLong || isUnspaced) quotes.push(...partsIn(said, text, isUnspaced ? unspaced : spaced));
    if (text.isName) quotes.push(...wordsIn(shown, said, text));
  }
  return quotes;
}

/** Where a single word of a name stands, written as one: "may" is an ordinary word, "May" is not. */
function* wordsIn(shown: string, said: string, { value, field }: PersonalText): Generator<Quote> {
  const words = value.split(/[\s,;.()"]+/);
  if (words.length < 2) return;
  for (const word of words) {
    for (const quote of wholeIn(said, { value: word, field })) {
      const first = firstOf(shown.slice(quote.start));
      if (first !== first.toLowerCase() || first === first.toUpperCase()) yield quote;
    }
  }
}

/** Where a short text stands as a word of its own. */
function* wholeIn(said: string, { value, field }: PersonalText): Generator<Quote> {
  if (value === "") return;
  for (let start = said.indexOf(value); start >= 0; start = said.indexOf(value, start + 1)) {
    const end = start + value.length;
    if (standsAlone(said, start, end)) yield { start, end, field };
  }
}

/** Where so much of a text stands that it can only be quoted. */
function* partsIn(said: string, { value, field }: PersonalText, grams: Grams): Generator<Quote> {
  const { size, step, places } = grams;
  for (let from = 0; from + size <= value.length; from += step) {
    for (const at of places.get(value.slice(from, from + size)) ?? []) {
      let before = 0;
      while (at > before && from > before && said[at - before - 1] === value[from - before - 1]) before++;
      let after = size;
      while (at + after < said.length && said[at + after] === value[from + after]) after++;
      const run = said.slice(at - before, at + after);
      if (run.length < ([...run].some(isSpaced) ? LONG : LONG_UNSPACED)) continue;
      // The spaces around it belong to the sentence.
      const start = at - before + (run.length - run.trimStart().length);
      yield { start, end: start + run.trim().length, field };
    }
  }
}

/** Every run of `size` characters of a text, with the places where it begins. */
interface Grams {
  readonly size: number;
  /** How far apart the grams are that are looked for. */
  readonly step: number;
  readonly places: ReadonlyMap<string, readonly number[]>;
}

function gramsOf(text: string, size: number, step: number): Grams {
  const places = new Map<string, number[]>();
  for (let at = 0; at + size <= text.length; at++) {
    const gram = text.slice(at, at + size);
    const known = places.get(gram);
    if (known) known.push(at);
    else places.set(gram, [at]);
  }
  return { size, step, places };
}

/** Whether what stands there is no mere part of a word. A single character says little: it must stand in quotes. */
function standsAlone(text: string, start: number, end: number): boolean {
  const value = text.slice(start, end);
  const before = lastOf(text.slice(0, start));
  const after = firstOf(text.slice(end));
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
  return !isSpaced(left) || !isSpaced(right);
}

/** Whether it is a character of words that stand between spaces. */
function isSpaced(character: string): boolean {
  return WORD.test(character) && !UNSPACED.test(character);
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
    if (!owner) clean += text.charAt(at);
    else if (owner !== owners[at - 1]) clean += `‹${owner.field}›`;
  }
  return clean;
}
