import { spawn } from "node:child_process";
import { mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLeadLexSandbox, createSandbox } from "puffle-sdk/sandbox";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoOptions } from "../../examples/demo/options.ts";
import { type LeadRow, readLeads, UnusableFile } from "../../examples/demo/read-leads.ts";
import { demo, type Finished, lastLine, root } from "./run-demo.ts";

const LEADS = join(root, "examples/data/leads.csv");

function missing(): never {
  throw new Error("the demo did not run");
}

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "puffle-demo-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function csv(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe("the demo", () => {
  const runs: Record<string, Finished> = {};
  beforeAll(async () => {
    const [good, bad] = await Promise.all([demo(["--json"]), demo(["--json", "--faults"])]);
    Object.assign(runs, { good, bad });
  });
  const good = () => runs["good"] ?? missing();
  const bad = () => runs["bad"] ?? missing();

  test("reads the leads as people have them, and writes to everybody once", () => {
    expect(good().code).toBe(0);
    const result = Object(lastLine(good().out));
    expect(result).toMatchObject({ status: "completed", writtenTwice: 0, retries: 0, faults: 0 });
    expect(result.rows).toBeGreaterThanOrEqual(300);
    expect(result.imported + result.duplicates + result.rejected).toBe(result.rows);
    expect(result.recipients).toBe(result.imported);
    expect(result.duplicates).toBeGreaterThan(0);
    expect(result.rejected).toBeGreaterThan(0);
    const members = "rows imported duplicates rejected status recipients writtenTwice requests retries faults";
    expect(Object.keys(result).join(" ")).toBe(members);
  });

  test("P17 ends the same under bad luck: only requests, retries and faults differ", () => {
    const { requests: _, retries, faults, ...counts } = Object(lastLine(good().out));
    const { requests: __, retries: badRetries, faults: badFaults, ...badCounts } = Object(lastLine(bad().out));
    expect(badCounts).toEqual(counts);
    expect([retries, faults]).toEqual([0, 0]);
    expect(badRetries).toBeGreaterThan(0);
    expect(badFaults).toBeGreaterThan(20);
  });

  test("names each rejected row by its line in the file, and why", async () => {
    const lines = (await readFile(LEADS, "utf8")).split("\n");
    const rejected = [...good().err.matchAll(/line (\d+): (.*)/g)];
    expect(rejected.length).toBeGreaterThan(5);
    for (const [, number, reason] of rejected) {
      expect(reason).toMatch(/^email is (missing|not an address)$/);
      // The line has a lead, and no address that could be written to.
      expect(lines[Number(number) - 1]).toMatch(/,/);
      expect(lines[Number(number) - 1]).not.toMatch(/,[\w.]+@example\.(com|org|net),/);
    }
  });

  test("P82 prints nobody's address", () => {
    for (const { out, err } of [good(), bad()]) expect(out + err).not.toMatch(/@example\.(com|org|net)/);
  });

  test("50 MB of something else get one clear sentence and exit code 1", async () => {
    const path = join(folder, "huge.csv");
    const file = await open(path, "w");
    const line = `${"lorem ipsum, dolor sit amet; ".repeat(36)}\n`;
    for (let written = 0; written < 50_000_000; written += line.length * 1_000) await file.write(line.repeat(1_000));
    await file.close();
    const { code, out, err } = await demo([path]);
    expect(code).toBe(1);
    expect(err).toMatch(/no email column/);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(out).toBe("");
  });

  test("with --live and no key it says what to set, with exit code 1", async () => {
    const { code, err } = await demo(["--live"]);
    expect(code).toBe(1);
    expect(err).toMatch(/PUFFLE_API_KEY/);
    expect(err.trim().split("\n")).toHaveLength(1);
  });

  test.each(["puffle", "leadlex"] as const)(
    "with --live and no file the sample's people are kept out of a workspace of %s",
    async (service) => {
      const sandbox = service === "puffle" ? createSandbox({ speed: 1 }) : createLeadLexSandbox({ speed: 1 });
      const { options, close } = await sandbox.listen();
      const name = service.toUpperCase();
      const env = { [`${name}_API_KEY`]: sandbox.apiKey, [`${name}_API_BASE_URL`]: options.baseURL };
      const { code, out, err } = await demo(["--service", service, "--live", "--launch"], env);
      await close();
      expect(code).toBe(1);
      expect(out).toBe("");
      expect(err).toBe("--live needs a file: it would create the sample's people in your workspace.\n");
      expect(sandbox.requests).toEqual([]);
    },
  );

  test("with --live it stops before launching", async () => {
    // A sandbox on a port stands in for Puffle.
    const sandbox = createSandbox({ speed: 1 });
    const { url, close } = await sandbox.listen();
    const env = { PUFFLE_API_KEY: sandbox.apiKey, PUFFLE_API_BASE_URL: url };
    const path = await csv(
      "live.csv",
      "Vorname;E-Mail;Stadt\nZoë;zoe@example.com;Zürich\nAda;ADA@example.com;\nAda;ada@example.com;Paris\n",
    );
    const { code, out, err } = await demo([path, "--live", "--json"], env);
    expect(code).toBe(0);
    expect(lastLine(out)).toMatchObject({
      rows: 3,
      imported: 2,
      duplicates: 1,
      rejected: 0,
      status: "draft",
      writtenTwice: null,
    });
    expect(err).toContain("Add --launch");
    expect(sandbox.outbox.messages).toEqual([]);
    expect(sandbox.requests.some(({ operation }) => operation === "launchCampaign")).toBe(false);
    await close();
  });
});

describe("a file", () => {
  test("with semicolons, other column names and a column more is read", async () => {
    const path = await csv("mine.csv", "Vorname;E-Mail;First name;Stadt, Land\n;zoe@example.com;Zoë;Zürich\n\n;;;\n");
    const rows: LeadRow[] = [];
    for await (const row of readLeads(path)) rows.push(row);
    expect(rows).toEqual([
      { line: 2, lead: { email: "zoe@example.com", first_name: "Zoë", custom_fields: { stadt_land: "Zürich" } } },
    ]);
  });

  test.each([
    ["that is not there", () => join(folder, "nowhere.csv"), /There is no file/],
    ["that is a folder", () => folder, /is a folder, not a CSV file/],
    ["that is empty", () => csv("empty.csv", ""), /is empty/],
    ["of blank lines", () => csv("blank.csv", "\r\n\r\n"), /no leads/],
    ["with a header and no leads", () => csv("header.csv", "email,first name\n"), /no leads below/],
    ["without an email column", () => csv("names.csv", "name,town\nAda,London\n"), /no email column.*"name", "town"/],
    ["of binary data", () => csv("picture.csv", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 1])), /binary data/],
    ["in UTF-16", () => csv("utf16.csv", Buffer.from("\ufeffemail\nada@example.com\n", "utf16le")), /UTF-16.*UTF-8/],
    ["in Latin-1", () => csv("latin1.csv", Buffer.from("email,name\na@example.com,Jos\xe9\n", "latin1")), /not UTF-8/],
    ["with a quote that is never closed", () => csv("quote.csv", 'email\nada@example.com\n"broken'), /from line 3 on/],
    ["with one endless line", () => csv("endless.csv", `email\n${"x".repeat(2_000_000)}`), /can't be read as CSV/],
  ])("%s is refused with one clear sentence", async (_, path, sentence) => {
    const rows = readLeads(await path());
    const error = await (async () => {
      for await (const _row of rows);
    })().catch((problem: unknown) => problem);
    expect(error).toBeInstanceOf(UnusableFile);
    expect(String(error)).toMatch(sentence);
  });
});

test("an umlaut of the wrong encoding far down in a file is found before anything is created", async () => {
  const path = await csv(
    "far.csv",
    Buffer.from(`email,name\n${"a@example.com,Ada\n".repeat(10_000)}b@x.org,Zo\xeb\n`, "latin1"),
  );
  await expect(readLeads(path).next()).rejects.toThrow(/not UTF-8/);
});

test("a demo whose reader has gone away ends without a stack trace", async () => {
  const child = spawn(process.execPath, ["--import", "tsx", "examples/demo/main.ts"], { cwd: root });
  let err = "";
  child.stderr.on("data", (data: Buffer) => {
    err += data.toString();
  });
  child.stdout.destroy();
  await new Promise((resolve) => child.on("close", resolve));
  expect(err).toBe("");
});

test.each([
  [["--nonsense"], /^Unknown option '--nonsense'\. Try npm run demo -- --help\.$/],
  [["--json=1"], /^Option '--json' does not take an argument\. Try/],
  [["a.csv", "b.csv"], /too many/],
  [["--launch"], /--live/],
  [["--live", "--faults"], /--faults/],
  [["--service", "lemlist"], /^--service must be puffle or leadlex\.$/],
  [["--yes"], /--service leadlex/],
])("wrong arguments %j are refused with one clear sentence", (args, sentence) => {
  expect(() => demoOptions(args)).toThrow(sentence);
});
