/** More than this is not read; the rest of the body is thrown away and the answer counts as unreadable. */
export const MAX_RESPONSE_BYTES = 16 * 1024 * 1024;
/** How much of an error's body is read. */
export const MAX_ERROR_BYTES = 64 * 1024;

/** What is read of a body. */
export interface BodyText {
  readonly text: string;
  /** Whether there was more than the limit. */
  readonly cut: boolean;
}

/**
 * Reads a body as text, never more than `limit` bytes of it.
 * @param reader of the body; cancelling it from outside ends a body that stalls
 * @param decoder for bodies that come in one piece, as nearly all do; making one is dearer than decoding
 */
export async function readText(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  limit: number,
  decoder = new TextDecoder(),
): Promise<BodyText> {
  const first = await reader.read();
  if (first.done) return { text: "", cut: false };
  const second = first.value.byteLength > limit ? undefined : await reader.read();
  if (second?.done) return { text: decoder.decode(first.value), cut: false };
  return readMore(reader, limit, second ? [first.value, second.value] : [first.value]);
}

async function readMore(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  limit: number,
  pieces: Uint8Array[],
): Promise<BodyText> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (let piece = pieces.shift(); piece; piece = pieces.shift()) {
    bytes += piece.byteLength;
    if (bytes > limit) {
      // The rest is let go, so that the connection is free again.
      reader.cancel().catch(() => {});
      return { text: text + decoder.decode(piece.subarray(0, piece.byteLength - (bytes - limit))), cut: true };
    }
    text += decoder.decode(piece, { stream: true });
    if (pieces.length > 0) continue;
    const { done, value } = await reader.read();
    if (!done) pieces.push(value);
  }
  return { text: text + decoder.decode(), cut: false };
}

/**
 * Strict: only a JSON object under a JSON content type will do, because that is all the services answer.
 * @returns the object, or what is wrong with the body
 */
export function parseObject(text: string, contentType: string | null, cut: boolean): object | string {
  if (cut) return `is larger than ${MAX_RESPONSE_BYTES / 1024 / 1024} MB`;
  if (text === "") return "is empty";
  if (contentType !== null && !/[/+]json\b/i.test(contentType)) return `is ${contentType}, not JSON`;
  const data = parseJson(text);
  if (data === undefined) return "is not valid JSON, perhaps cut off";
  return typeof data === "object" && data !== null && !Array.isArray(data) ? data : "is JSON, but not an object";
}

/** JSON or nothing; `undefined` is no JSON value, so it is free to say "no". */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
