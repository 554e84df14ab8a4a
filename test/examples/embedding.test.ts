import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AuthenticationError, Puffle } from "puffle-sdk";
import { createSandbox } from "puffle-sdk/sandbox";
import { describe, expect, it } from "vitest";
import { observedClient } from "../../examples/observability.ts";
import { searchHandlers } from "../../examples/serverless.ts";
import { Clients } from "../../examples/two-workspaces.ts";
import { caught } from "../support/errors.ts";

const post = (body: object) =>
  new Request("https://functions.example.com/", { method: "POST", body: JSON.stringify(body) });

describe("the serverless example", () => {
  it("P50 starts a search in one function, and another one follows it to its end, one request a call", async () => {
    const sandbox = createSandbox();
    const { start } = searchHandlers(new Puffle(sandbox.options));
    const started = await start(post({ prompt: "owners of carriers", count: 30 }));
    expect(started.status).toBe(202);
    let { token }: { token: string } = await started.json();
    for (let calls = 0; ; calls++) {
      expect(calls).toBeLessThan(100);
      // Each call is a process of its own.
      const { proceed } = searchHandlers(new Puffle(sandbox.options));
      const before = sandbox.requests.length;
      const answer = await proceed(post({ token }));
      expect(sandbox.requests.length - before).toBe(1);
      const body = await answer.json();
      if (answer.status === 200) {
        expect(body).toMatchObject({ state: "completed", leads: 30, listId: expect.any(String) });
        break;
      }
      token = body.token;
      await sandbox.clock.advance(Number(answer.headers.get("retry-after")) * 1_000);
    }
    expect(sandbox.requests.filter(({ operation }) => operation === "createLeadSearch")).toHaveLength(1);
  });

  it("answers what is wrong with a token or an input as a 400, and trouble as when to come back", async () => {
    const sandbox = createSandbox();
    const { start, proceed } = searchHandlers(new Puffle(sandbox.options));
    const wrong = [await proceed(post({ token: "{" })), await start(post({ prompt: "x", count: 2_501 }))];
    expect(wrong.map(({ status }) => status)).toEqual([400, 400]);
    sandbox.fail("createLeadSearch", { status: 429, retryAfter: 300 });
    const busy = await start(post({ prompt: "x", count: 1 }));
    expect([busy.status, Number(busy.headers.get("retry-after"))]).toEqual([503, expect.closeTo(315, -2)]);
    expect(JSON.stringify(await busy.json())).not.toContain(String(sandbox.apiKey));
  });
});

describe("the example of two processes", () => {
  it("P50 takes up the search of a process that was killed", async () => {
    const sandbox = createSandbox();
    const { url, close } = await sandbox.listen();
    const folder = await mkdtemp(join(tmpdir(), "puffle-search-"));
    const token = join(folder, "search.json");
    const run = (program: string, args: readonly string[]) =>
      spawn(process.execPath, ["--import", "tsx", `examples/two-processes/${program}`, ...args], {
        cwd: fileURLToPath(new URL("../..", import.meta.url)),
        env: { ...process.env, PUFFLE_API_KEY: sandbox.apiKey, PUFFLE_API_BASE_URL: url },
      });
    const first = run("start.ts", ["owners of carriers", token]);
    await new Promise((resolve) => first.stdout.once("data", resolve));
    first.kill("SIGKILL");
    await new Promise((resolve) => first.once("close", resolve));
    await sandbox.clock.advance(10 * 60_000);

    const second = run("resume.ts", [token]);
    let out = "";
    second.stdout.on("data", (data: Buffer) => {
      out += data.toString();
    });
    const code = await new Promise((resolve) => second.once("close", resolve));
    const kept = await readFile(token, "utf8");
    await close();
    await rm(folder, { recursive: true });
    expect([code, out]).toEqual([0, "completed\nfound 25\n"]);
    expect(kept).not.toContain(String(sandbox.apiKey));
    expect(sandbox.requests.filter(({ operation }) => operation === "createLeadSearch")).toHaveLength(1);
  });
});

describe("the example of two workspaces", () => {
  it("gives each its own key, and one's trouble is not the other's", async () => {
    const sandbox = createSandbox({ apiKeys: ["key_of_one", "key_of_other"] });
    const asked: string[] = [];
    const { apiKey: _, ...common } = sandbox.options;
    const clients = new Clients(async (customer) => {
      asked.push(customer);
      return `key_of_${customer}`;
    }, common);
    expect(clients.for("one")).toBe(clients.for("one"));
    await clients.for("one").senders.list();
    sandbox.revoke("key_of_one");
    const [one, other] = await Promise.all([
      caught(Promise.resolve(clients.for("one").senders.list())),
      clients.for("other").senders.list(),
    ]);
    expect(one).toBeInstanceOf(AuthenticationError);
    expect(other.length).toBeGreaterThan(0);
    expect(asked).toEqual(["one", "one", "other"]);
  });

  it("P13 a rate limit of one does not hold the other up", async () => {
    const sandbox = createSandbox();
    const [one, other] = [new Puffle(sandbox.options), new Puffle(sandbox.options)];
    sandbox.fail("listSenders", { status: 429, retryAfter: 30 });
    const begun = sandbox.clock.now();
    const waiting = one.senders.list();
    await other.senders.list();
    expect(sandbox.clock.now() - begun).toBeLessThan(30_000);
    await waiting;
    expect(sandbox.clock.now() - begun).toBeGreaterThanOrEqual(30_000);
  });
});

describe("the observability example", () => {
  it("P02 P82 logs and counts every attempt, without key or people", async () => {
    const sandbox = createSandbox();
    const lines: string[] = [];
    const log = (level: string) => (message: string, details?: object) => {
      lines.push(`${level} ${message} ${JSON.stringify(details)}`);
    };
    const logger = { debug: log("debug"), info: log("info"), warn: log("warn"), error: log("error") };
    const seen: string[] = [];
    const note = (name: string, tags: object) => void seen.push(`${name} ${JSON.stringify(tags)}`);
    const metrics = {
      count: (name: string, tags: object) => note(name, tags),
      time: (name: string, _: number, tags: object) => note(name, tags),
    };
    const puffle = observedClient(sandbox.options, logger, metrics);
    sandbox.fail("createLead", { status: 503 });
    await puffle.leads.create({
      type: "person",
      name: { full: "Ada Lovelace" },
      contacts: [{ value: "ada@example.com" }],
    });
    expect(seen.filter((line) => line.startsWith("puffle.attempt"))).toHaveLength(sandbox.requests.length);
    expect(seen).toContain('puffle.duration {"operation":"createLead","result":503}');
    expect(seen.some((line) => line.startsWith("puffle.wait"))).toBe(true);
    expect(lines.some((line) => line.startsWith("info createLead: 503, trying again"))).toBe(true);
    expect([...lines, ...seen].join("\n")).not.toMatch(/Ada|Lovelace|example\.com|pk_/);
  });
});
