const HIDDEN = "[api key]";

/** Holds the API key so that printing, logging, serialising or inspecting whatever holds it shows nothing (P02). */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The key itself: only for the Authorization header. */
  reveal(): string {
    return this.#value;
  }

  /** `text` without the key, in any of the forms in which a server may echo it. */
  redact(text: string): string {
    const value = this.#value;
    let clean = text;
    for (const form of [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value), base64(value)]) {
      if (form && clean.includes(form)) clean = clean.split(form).join(HIDDEN);
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

function base64(ascii: string): string {
  return typeof btoa === "function" ? btoa(ascii) : "";
}
