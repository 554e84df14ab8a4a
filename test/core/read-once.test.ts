import { Puffle } from "puffle-sdk";
import { createSandbox } from "puffle-sdk/sandbox";
import { afterEach, describe, expect, test, vi } from "vitest";
import { readOnce } from "../../src/core/read-once.ts";

afterEach(() => vi.unstubAllGlobals());

/** What the platform's fetch is given for a read and for two writes, one of them without a body. */
async function given(isOwn = false): Promise<(BodyInit | null | undefined)[]> {
  const sandbox = createSandbox();
  const seen = new Map<string, BodyInit | null | undefined>();
  vi.stubGlobal("fetch", async (input: string, init: RequestInit) => {
    seen.set(`${init.method} ${new URL(input).pathname.replace(/[^/]*\d[^/]*/, "{id}")}`, init.body);
    return sandbox.fetch(new Request(input, init));
  });
  const own: typeof fetch = (input, init) => fetch(input, init);
  const puffle = new Puffle({ apiKey: sandbox.apiKey, clock: sandbox.clock, ...(isOwn && { fetch: own }) });
  const [sender] = await puffle.senders.list({ type: "email" });
  const draft = await puffle.campaigns.create({ type: "email", name: "Q3", sender_account_ids: [sender?.id ?? ""] });
  await puffle.sequenceNodes.build(draft, [{ type: "email", subject: "Hello", body: "Hi" }]);
  await puffle.campaigns.leads.add(draft, [{ email: "ada@example.com" }]);
  await puffle.campaigns.launch(draft);
  const launch = [...seen.keys()].find((key) => key.endsWith("/launch")) ?? "";
  return ["GET /api/senders", "POST /api/campaigns", launch].map((key) => seen.get(key));
}

describe("where the platform's fetch sends lost requests again by itself (Deno)", () => {
  test.each([
    ["the platform's fetch", false],
    ["a fetch of the user's own", true],
  ])("a write goes out by %s as a stream, which can't be sent twice, and is understood as before", async (_, isOwn) => {
    vi.stubGlobal("Deno", {});
    const [read, create, launch] = await given(isOwn);
    expect(read).toBeNull();
    expect(create).toBeInstanceOf(ReadableStream);
    expect(launch).toBeInstanceOf(ReadableStream);
  });

  test("a write goes out as it is everywhere else", async () => {
    const [read, create, launch] = await given();
    expect(read).toBeNull();
    expect(create).toBeTypeOf("string");
    expect(launch).not.toBeInstanceOf(ReadableStream);
  });
});

describe("a body that can be read once", () => {
  test("keeps the type that it was given", async () => {
    const { headers, body } = readOnce({ method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
    expect(new Headers(headers).get("content-type")).toBe("application/json");
    expect(await new Response(body ?? null).text()).toBe("{}");
  });

  test("says what a form's parts are divided by", async () => {
    const form = new FormData();
    form.set("file", new Blob(["a file"]), "a.txt");
    const { headers, body } = readOnce({ method: "POST", headers: { "x-other": "1" }, body: form });
    const read = await new Response(body ?? null, headers ? { headers } : {}).formData();
    expect(read.get("file")).toBeInstanceOf(File);
  });

  test("is empty, and of no type, where there was none", async () => {
    const { headers, body } = readOnce({ method: "POST", body: null });
    expect(new Headers(headers).get("content-type")).toBeNull();
    expect(await new Response(body ?? null).text()).toBe("");
  });
});
