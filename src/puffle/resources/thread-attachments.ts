import { type Call, toCall } from "../../core/call.ts";
import type { CallOptions } from "../../core/options.ts";
import { heldAttachment, type NewAttachment } from "../attachment.ts";
import { flows } from "../flows.ts";
import type { PuffleEngine, ThreadAttachment, ThreadRef } from "../types.ts";

/** Files for email drafts. */
export class ThreadAttachments {
  readonly #engine: PuffleEngine;

  /** @internal */
  constructor(engine: PuffleEngine) {
    this.#engine = engine;
  }

  /**
   * Uploads a file to an email thread that is a draft or still holds one; larger than 10 MB it is refused before anything
   * is sent (P77). Sends nothing to anybody: hand what comes back to `messages.send` or a draft. May be resent.
   * @param file a File, or `{ name, content }` with a Blob, bytes or a stream; a stream is read once, up to 10 MB
   * @returns the attachment's metadata; `bucket` and `path` are what matters
   * @throws InputError when it is no file or too large; BadRequestError when the thread's draft can't be edited
   * @throws NotFoundError when the thread does not exist or is not email
   * @example
   * const content = await openAsBlob("offer.pdf");
   * await puffle.threads.attachments.upload(draft, { name: "offer.pdf", content, type: "application/pdf" });
   */
  upload(thread: ThreadRef, file: NewAttachment, options?: CallOptions): Call<ThreadAttachment> {
    const given = heldAttachment(file);
    return toCall(flows().then(({ uploadAttachment }) => uploadAttachment(this.#engine, thread, given, options)));
  }
}
