const HIDDEN = "[api key]";
/** So many characters of a key at the end of a text are told as its beginning. */
const TELLING = 8;

/** Holds the API key so that printing, logging, serialising or inspecting whatever holds it shows nothing (P02). */
export class Secret {
  readonly #value: string;
  #forms: readonly string[] | undefined;

  constructor(value: string) {
    this.#value = value;
  }

  /** The key itself: only for the Authorization header. */
  reveal(): string {
    return this.#value;
  }

  /** `text` without the key, in any of the forms in which a server may echo it; also where the text ends within it. */
  redact(text: string): string {
    this.#forms ??= formsOf(this.#value);
    let clean = text;
    for (const form of this.#forms) {
      if (clean.includes(form)) clean = clean.split(form).join(HIDDEN);
      const last = clean.lastIndexOf(form.slice(0, TELLING));
      if (last >= 0 && form.startsWith(clean.slice(last))) clean = clean.slice(0, last) + HIDDEN;
    }
    return clean;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }
}

/**
 * What is wrong with a key, or undefined. Its form only, never its prefix; the key itself is never repeated (P02).
 * @param variable the environment variable that it is otherwise read from
 */
export function keyProblem(value: unknown, variable: string): string | undefined {
  if (value === undefined || value === null || value === "") return `is missing: set ${variable} or pass { apiKey }`;
  if (typeof value !== "string") return `must be a string, or a function that returns one, got ${typeof value}`;
  if (!/[^\x21-\x7e]/.test(value)) return undefined;
  return "holds white space, control or non-ASCII characters: copy it again, whole, without quotes or line ends (it is not shown here)";
}

/** As it is, and as JSON, URLs, HTML and base64 have it. */
function formsOf(key: string): readonly string[] {
  const url = encodeURIComponent(key);
  const html = key.replace(/[&<>"']/g, (char) => HTML[char] ?? char);
  const base64 = btoa(key).replace(/=+$/, "");
  const forms = [
    key,
    JSON.stringify(key).slice(1, -1),
    url,
    url.replace(/%../g, (code) => code.toLowerCase()),
    html,
    base64,
    base64.replaceAll("+", "-").replaceAll("/", "_"),
  ];
  return [...new Set(forms)].filter((form) => form !== "");
}

const HTML: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
