import type { ApiResponse } from "../core/call.ts";
import { checkCallOptions } from "../core/call-options.ts";
import { checkIds } from "../core/check-ids.ts";
import type { CallDetails } from "../core/engine.ts";
import { AbortError, InputError, type Problem, TimeoutError } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { type Budget, within } from "../core/waits.ts";
import type { FileContent, NewAttachment } from "./attachment.ts";
import { idOf, type PuffleEngine, type ThreadAttachment, type ThreadRef } from "./types.ts";

/** P77. In bytes. */
const LARGEST_FILE = 10 * 1024 * 1024;
const NO_NAME = "must be a file's name, on one line";
const TOO_LARGE = "is larger than 10 MB (10485760 bytes)";

/** Uploads a file to a draft. It can be read again, so a lost answer is no reason to give up: nothing reaches anybody. */
export async function uploadAttachment(
  engine: PuffleEngine,
  thread: ThreadRef,
  file: NewAttachment,
  options: CallOptions | undefined,
): Promise<ApiResponse<ThreadAttachment>> {
  const operation = "uploadThreadAttachment";
  checkCallOptions(options, operation);
  checkIds(operation, { id: idOf(thread) });
  const budget = engine.budget(options);
  const [ready] = await readFiles(engine, [file], () => "file", operation, budget);
  if (!ready) throw new InputError([{ field: "file", problem: "is missing" }], operation);
  return uploadFile(engine, thread, ready, options, { budget });
}

/** Uploads what has been read. */
export function uploadFile(
  engine: PuffleEngine,
  thread: ThreadRef,
  file: File,
  options: CallOptions | undefined,
  whole: Pick<CallDetails, "budget" | "about">,
): Promise<ApiResponse<ThreadAttachment>> {
  const body = new FormData();
  body.append("file", file, file.name);
  const details = { ...whole, pick: "attachment" } as const;
  return engine.call("uploadThreadAttachment", { path: { id: idOf(thread) }, body }, options, details).withResponse();
}

/** Control characters and line ends of every kind: in a header of an email, what follows one may be taken for another. */
const CONTROL = /[\p{Cc}\u2028\u2029]/u;

/** Whether it is a text that is not empty and fits a header. */
export function isLine(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "" && !CONTROL.test(value);
}

/** What is wrong with a file, as far as can be told without reading it. */
export function fileProblems(file: unknown, field: string): Problem[] {
  if (file instanceof File) {
    const problems: Problem[] = isLine(file.name) ? [] : [{ field: `${field}.name`, problem: NO_NAME }];
    if (file.size > LARGEST_FILE) problems.push({ field, problem: TOO_LARGE });
    return problems;
  }
  const problem = "must be a File, or { name, content } with a Blob, bytes or a stream as content";
  if (typeof file !== "object" || file === null) return [{ field, problem }];
  const { name, content, type }: { name?: unknown; content?: unknown; type?: unknown } = file;
  const problems: Problem[] = [];
  if (!isLine(name)) problems.push({ field: `${field}.name`, problem: NO_NAME });
  if (type !== undefined && (typeof type !== "string" || CONTROL.test(type)))
    problems.push({ field: `${field}.type`, problem: "must be a media type" });
  const size = content instanceof Blob ? content.size : content instanceof Uint8Array ? content.byteLength : undefined;
  if (size === undefined && !isStream(content)) problems.push({ field: `${field}.content`, problem });
  if (size !== undefined && size > LARGEST_FILE) problems.push({ field: `${field}.content`, problem: TOO_LARGE });
  return problems;
}

/**
 * Files with all their bytes at hand, so that they can be sent again. A stream is read to its end, or to 10 MB and a byte.
 * @throws InputError naming all that are none or too large; AbortError, TimeoutError
 */
export async function readFiles(
  engine: PuffleEngine,
  files: readonly NewAttachment[],
  fieldOf: (index: number) => string,
  operation: string,
  budget: Budget,
): Promise<File[]> {
  const problems = files.flatMap((file, index) => fileProblems(file, fieldOf(index)));
  if (problems.length > 0) throw new InputError(problems, operation);
  const read: File[] = [];
  for (const [index, file] of files.entries()) {
    if (file instanceof File) {
      read.push(file);
      continue;
    }
    const { name, content, type } = file;
    const reading = bytesOf(engine, content, `${fieldOf(index)}.content`, operation, budget);
    const parts = await reading.catch((error: unknown) => {
      for (const unread of files.slice(index + 1)) if (!(unread instanceof File)) letGo(unread.content);
      throw error;
    });
    const known = content instanceof Blob ? content.type : "";
    read.push(new File(parts, name, { type: type ?? known }));
  }
  return read;
}

async function bytesOf(
  engine: PuffleEngine,
  content: FileContent,
  field: string,
  operation: string,
  budget: Budget,
): Promise<BlobPart[]> {
  if (content instanceof Blob) return [content];
  if (content instanceof Uint8Array) return [copied(content)];
  const chunks = content[Symbol.asyncIterator]();
  const parts: BlobPart[] = [];
  let size = 0;
  let given = 0;
  let isOver = false;
  const collect = async (): Promise<Problem | undefined> => {
    for (let next = await chunks.next(); !next.done && !isOver; next = await chunks.next()) {
      const chunk: unknown = next.value;
      if (!(chunk instanceof Uint8Array)) return { field, problem: "must be a stream of bytes (Uint8Array)" };
      // A source that never waits lets nothing else happen: neither the deadline nor the caller's signal.
      if (++given % CHUNKS_AT_A_TIME === 0) await nextTurn();
      if (chunk.byteLength === 0) continue;
      size += chunk.byteLength;
      if (size > LARGEST_FILE) return { field, problem: TOO_LARGE };
      parts.push(copied(chunk));
    }
    return undefined;
  };
  const end = await within(engine.waits, collect(), budget);
  if (typeof end === "object" && !end.value) return parts;
  isOver = true;
  // Nobody reads on; a source that does not care must not hold the call.
  chunks.return?.().then(undefined, () => {});
  if (typeof end === "object" && end.value) throw new InputError([end.value], operation);
  const details = { operation, next: "try_again" } as const;
  if (end === "aborted") {
    const message = `${operation}: aborted while reading ${field}. Nothing was sent.`;
    throw new AbortError(message, { ...details, code: "aborted", cause: budget.signal?.reason });
  }
  const message = `${operation}: the call's deadline passed while reading ${field}. Nothing was sent.`;
  throw new TimeoutError(message, { ...details, code: "deadline_exceeded" });
}

/** Tells a source that nobody will read it. What it has to say about that is nobody's concern. */
function letGo(content: FileContent): void {
  if (content instanceof Blob || content instanceof Uint8Array) return;
  try {
    // The iterator of a Node stream that was not begun closes nothing.
    if ("destroy" in content && typeof content.destroy === "function") Reflect.apply(content.destroy, content, []);
    else
      content[Symbol.asyncIterator]()
        .return?.()
        .then(undefined, () => {});
  } catch {
    // Somebody else reads it.
  }
}

/** So many chunks are read before others get their turn. */
const CHUNKS_AT_A_TIME = 1_000;

/** Gives timers and sockets their turn: a message to oneself, as every platform has it. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** Bytes of our own: whoever made the chunk may use its memory again. */
function copied(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

function isStream(content: unknown): boolean {
  return typeof content === "object" && content !== null && Symbol.asyncIterator in content;
}
