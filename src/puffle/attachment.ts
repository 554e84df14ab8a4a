import { asGiven } from "../core/as-given.ts";
import type { OneOffEmail } from "./send-one-off.ts";

/** A file's bytes: at hand, or still to come. A stream is read once, up to 10 MB. */
export type FileContent = Blob | Uint8Array | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** A file to attach: one of the platform's, or a name with bytes from anywhere. */
export type NewAttachment =
  | File
  | {
      /** The file's name as the recipient sees it. */
      readonly name: string;
      readonly content: FileContent;
      /** Its media type, such as `application/pdf`. */
      readonly type?: string | undefined;
    };

/** @internal The bytes as they are now: what the caller changes later is not sent. */
export function heldAttachment(file: NewAttachment): NewAttachment {
  const isPlain = typeof file === "object" && file !== null && !(file instanceof Blob);
  if (!isPlain) return file;
  // Not `slice()`: of a Buffer that is a view of the same memory.
  return file.content instanceof Uint8Array ? { ...file, content: new Uint8Array(file.content) } : { ...file };
}

/** @internal An email as it is now; its attachments may be streams, which have no copy. */
export function heldEmail(email: OneOffEmail): OneOffEmail {
  if (typeof email !== "object" || email === null) return email;
  const { attachments, ...words } = email;
  if (attachments === undefined) return asGiven(words);
  return { ...asGiven(words), attachments: Array.isArray(attachments) ? attachments.map(heldAttachment) : attachments };
}
