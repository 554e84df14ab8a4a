import { openAsBlob } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import {
  AbortError,
  BadRequestError,
  InputError,
  type NewAttachment,
  NotFoundError,
  Puffle,
  PuffleError,
  TimeoutError,
} from "puffle-sdk";
import { describe, expect, it } from "vitest";
import { caughtAs } from "../support/errors.ts";
import { printed } from "./support/printed.ts";
import { countOf, setUp, tapped, type World } from "./support/world.ts";

const MB = 1024 * 1024;
/** Bytes that no text survives. */
const BYTES = new Uint8Array([0, 255, 13, 10, 45, 45, 128, 0]);

async function draft({ puffle, email }: World): Promise<string> {
  return (await puffle.threads.create({ account_id: email, participant_email: "ada@example.test" })).id;
}

/** A stream that notes how far it was read and whether it was let go. */
function endless(state: { read: number; ended: boolean }): AsyncIterable<Uint8Array> {
  return {
    async *[Symbol.asyncIterator]() {
      try {
        for (;;) {
          state.read += MB;
          yield new Uint8Array(MB);
        }
      } finally {
        state.ended = true;
      }
    },
  };
}

describe("uploading an attachment", () => {
  it("P77 takes a file from anywhere: a File, a Blob, bytes, a web stream, a Node stream, a generator", async () => {
    const world = setUp();
    const id = await draft(world);
    const stream = () => new Blob([BYTES]).stream();
    const files: readonly NewAttachment[] = [
      new File([BYTES], "offer.pdf", { type: "application/pdf" }),
      { name: "offer.pdf", content: new Blob([BYTES], { type: "application/pdf" }) },
      { name: "offer.pdf", content: BYTES, type: "application/pdf" },
      { name: "offer.pdf", content: stream(), type: "application/pdf" },
      { name: "offer.pdf", content: Readable.from([Buffer.from(BYTES)]), type: "application/pdf" },
      {
        name: "offer.pdf",
        content: (async function* () {
          yield BYTES.slice(0, 3);
          yield BYTES.slice(3);
        })(),
        type: "application/pdf",
      },
    ];
    for (const file of files) {
      const attachment = await world.puffle.threads.attachments.upload(id, file);
      expect(attachment).toMatchObject({ name: "offer.pdf", mime_type: "application/pdf", size: BYTES.length });
      expect(attachment.path).toEqual(expect.any(String));
    }
    expect(world.sandbox.outbox.messages).toEqual([]);
  });

  it("P77 streams a file of the disk over a real socket, byte for byte, and can be sent with a message", async () => {
    const world = setUp();
    const listening = await world.sandbox.listen();
    const folder = await mkdtemp(join(tmpdir(), "puffle-"));
    try {
      const path = join(folder, "large.bin");
      await writeFile(path, Buffer.alloc(10 * MB, 7));
      const seen: unknown[] = [];
      const fetch = tapped(listening.fetch, { before: ({ headers }) => seen.push(headers.get("content-type")) });
      const puffle = new Puffle({ ...listening.options, fetch });
      const id = await draft(world);
      world.sandbox.fail("uploadThreadAttachment", { drop: "after" });
      const file = { name: "large.bin", content: await openAsBlob(path) };
      const call = puffle.threads.attachments.upload(id, file);
      const { data, attempts } = await call.withResponse();
      expect([data.size, attempts.length]).toEqual([10 * MB, 2]);
      // The platform writes the boundary, so the type is its own.
      expect(seen).toEqual([null, null]);
      const { bucket, path: stored } = data;
      const attachments = [{ name: "large.bin", size: 10 * MB, bucket: bucket ?? "", path: stored ?? "" }];
      await puffle.threads.messages.send(id, { subject: "Here", body_text: "Here it is", attachments });
      expect(world.sandbox.outbox.messages[0]?.attachments).toEqual([{ name: "large.bin", size: 10 * MB }]);
    } finally {
      await listening.close();
      await rm(folder, { recursive: true });
    }
  });

  it("P77 refuses more than 10 MB, and what is no file, before anything is sent", async () => {
    const world = setUp();
    const id = await draft(world);
    const state = { read: 0, ended: false };
    const tooLarge = new Uint8Array(10 * MB + 1);
    const wrong: readonly unknown[] = [
      new File([tooLarge], "large.bin"),
      { name: "large.bin", content: new Blob([tooLarge]) },
      { name: "large.bin", content: tooLarge },
      { name: "large.bin", content: endless(state) },
      { name: "", content: BYTES },
      { name: "x", content: "text" },
      { name: "x", content: Readable.from(["text"]) },
      { name: "x", content: BYTES, type: 5 },
      new Blob([BYTES]),
      "offer.pdf",
      undefined,
    ];
    for (const file of wrong) {
      const error = await caughtAs(InputError, world.puffle.threads.attachments.upload(id, Object(file)));
      expect([error.operation, error.outcome]).toEqual(["uploadThreadAttachment", "not_sent"]);
      expect(error.problems[0]?.field).toMatch(/^file/);
    }
    expect(state).toEqual({ read: 11 * MB, ended: true });
    expect(countOf(world.sandbox, "uploadThreadAttachment")).toBe(0);
    const whole = await world.puffle.threads.attachments.upload(id, { name: "x", content: tooLarge.subarray(1) });
    expect(whole.size).toBe(10 * MB);
  });

  it("P17 P77 sends the same bytes again where the answer was lost, also those of a stream", async () => {
    for (const fault of [
      { drop: "before" },
      { drop: "after" },
      { status: 500 },
      { stall: "body" },
      { cut: true },
    ] as const) {
      const world = setUp();
      const id = await draft(world);
      const sizes: number[] = [];
      const puffle = new Puffle({
        ...world.sandbox.options,
        async fetch(input, init) {
          const file = init?.body instanceof FormData ? init.body.get("file") : null;
          if (file instanceof Blob) sizes.push((await file.arrayBuffer()).byteLength);
          return world.sandbox.fetch(input, init);
        },
      });
      world.sandbox.fail("uploadThreadAttachment", fault);
      const content = new Blob([BYTES]).stream();
      expect((await puffle.threads.attachments.upload({ id }, { name: "a", content })).size).toBe(BYTES.length);
      expect(sizes).toEqual([BYTES.length, BYTES.length]);
    }
  });

  it("P77 says what the service says of a thread that takes no files, and never the file's name", async () => {
    for (let seed = 1; seed <= 6; seed++) {
      const world = setUp({ seed });
      const id = await draft(world);
      await world.puffle.threads.messages.send(id, { subject: "Hello", body_text: "Hi" });
      const file = new File([BYTES], "Ada Lovelace.pdf");
      const error = await caughtAs(BadRequestError, world.puffle.threads.attachments.upload(id, file));
      expect([error.outcome, error.next]).toEqual(["not_sent", "fix_request"]);
      await caughtAs(NotFoundError, world.puffle.threads.attachments.upload("none", file));
      const body = { error: "Cannot store Ada Lovelace.pdf: virus" };
      world.sandbox.fail("uploadThreadAttachment", { status: 400, body });
      const quoting = await caughtAs(PuffleError, world.puffle.threads.attachments.upload(id, file));
      expect(printed(quoting)).toContain("Cannot store ‹file›: virus");
      expect(printed(quoting)).not.toMatch(/lovelace/i);
    }
  });

  it("P02 keeps key and bytes out of its errors", async () => {
    const world = setUp();
    const id = await draft(world);
    world.sandbox.fail("uploadThreadAttachment", { status: 400, echoKey: true });
    const file = new File(["a secret"], "x.txt");
    const error = await caughtAs(BadRequestError, world.puffle.threads.attachments.upload(id, file));
    expect(printed(error)).not.toContain(world.sandbox.apiKey);
    expect(printed(error)).not.toContain("a secret");
  });

  it("ends a stream that does not come to an end when the caller gives up or the deadline passes", async () => {
    const world = setUp();
    const id = await draft(world);
    let returned = 0;
    const silent = () => ({
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise<never>(() => {}),
        return() {
          returned++;
          return Promise.reject(new Error("nobody hears this"));
        },
      }),
    });
    const { attachments } = world.puffle.threads;
    const late = attachments.upload(id, { name: "x", content: silent() }, { timeout: 5_000 });
    expect((await caughtAs(TimeoutError, late)).outcome).toBe("not_sent");
    const stop = new AbortController();
    const call = attachments.upload(id, { name: "x", content: silent() }, { signal: stop.signal });
    stop.abort();
    expect((await caughtAs(AbortError, call)).outcome).toBe("not_sent");
    expect(returned).toBe(2);
    expect(countOf(world.sandbox, "uploadThreadAttachment")).toBe(0);
  });

  it("ends a stream of nothing but empty chunks when the caller gives up or the deadline passes", async () => {
    const world = setUp();
    const id = await draft(world);
    let isOpen = true;
    // Ends by itself in the end: a test that hangs shows nothing.
    async function* nothing() {
      try {
        for (let count = 0; count < 1_000_000; count++) yield new Uint8Array(0);
      } finally {
        isOpen = false;
      }
    }
    const { attachments } = world.puffle.threads;
    const late = attachments.upload(id, { name: "x", content: nothing() }, { timeout: 5_000 });
    expect((await caughtAs(TimeoutError, late)).outcome).toBe("not_sent");
    const stop = new AbortController();
    const call = attachments.upload(id, { name: "x", content: nothing() }, { signal: stop.signal });
    isOpen = true;
    setImmediate(() => stop.abort());
    expect((await caughtAs(AbortError, call)).outcome).toBe("not_sent");
    await new Promise((resolve) => setImmediate(resolve));
    expect(isOpen).toBe(false);
    expect(countOf(world.sandbox, "uploadThreadAttachment")).toBe(0);
  });

  it("P77 sends bytes as they were when the method was called, a Buffer's too", async () => {
    const world = setUp();
    const id = await draft(world);
    const sent: string[] = [];
    const puffle = new Puffle({
      ...world.sandbox.options,
      async fetch(input, init) {
        const file = init?.body instanceof FormData ? init.body.get("file") : null;
        if (file instanceof Blob) sent.push(await file.text());
        return world.sandbox.fetch(input, init);
      },
    });
    for (const content of [Buffer.from("first"), new TextEncoder().encode("first")]) {
      const uploading = puffle.threads.attachments.upload(id, { name: "a", content });
      content.fill(88);
      await uploading;
      const again = Buffer.from("first");
      const to = `${sent.length}@example.test`;
      const attachments = [{ name: "a", content: again }];
      const sending = puffle.threads.sendOneOff({ sender: world.email, to, subject: "Q", body: "B", attachments });
      again.fill(88);
      await sending;
    }
    expect(sent).toEqual(["first", "first", "first", "first"]);
  });

  it("P77 lets go of every stream where one of several files can't be read", async () => {
    const world = setUp();
    let isCancelled = false;
    const web = new ReadableStream<Uint8Array>({
      cancel() {
        isCancelled = true;
      },
    });
    const node = new Readable({ read() {} });
    const iterator = (async function* () {
      yield BYTES;
    })();
    const busy = new Blob([BYTES]).stream();
    busy.getReader();
    const attachments = [
      { name: "a", content: endless({ read: 0, ended: false }) },
      ...[BYTES, new Blob([BYTES]), busy, web, node, iterator].map((content) => ({ name: "b", content })),
      new File([BYTES], "c"),
    ];
    const email = { sender: world.email, to: "ada@example.test", subject: "Q", body: "B", attachments };
    const error = await caughtAs(InputError, world.puffle.threads.sendOneOff(email));
    expect(error.problems.map(({ field }) => field)).toEqual(["attachments[0].content"]);
    expect([isCancelled, node.destroyed, await iterator.next()]).toEqual([
      true,
      true,
      { done: true, value: undefined },
    ]);
    expect(world.sandbox.requests).toEqual([]);
  });

  it("hands on what a source fails with", async () => {
    const world = setUp();
    const id = await draft(world);
    const content = Readable.from(
      (async function* () {
        yield BYTES;
        throw new RangeError("disk gone");
      })(),
    );
    const error = await caughtAs(RangeError, world.puffle.threads.attachments.upload(id, { name: "x", content }));
    expect(error.message).toBe("disk gone");
  });
});
