import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { ApprovalRequiredError, type Approve, CampaignDismissedError, LeadLex } from "puffle-sdk/leadlex";
import { createLeadLexSandbox } from "puffle-sdk/sandbox";
import { beforeAll, describe, expect, test } from "vitest";
import { askAt, wayOn } from "../../examples/demo/leadlex/approval.ts";
import { PatientClock } from "../../examples/demo/leadlex/patient-clock.ts";
import { caughtAs } from "../support/errors.ts";
import { demo, type Finished, lastLine } from "./run-demo.ts";

const LEADLEX = ["--service", "leadlex", "--json"];

describe("the demo with LeadLex", () => {
  let good: Finished;
  let bad: Finished;
  beforeAll(async () => {
    [good, bad] = await Promise.all([demo([...LEADLEX, "--yes"]), demo([...LEADLEX, "--yes", "--faults"])]);
  });

  test("L02 writes to everybody once, after approval", () => {
    expect(good.code).toBe(0);
    const result = Object(lastLine(good.out));
    expect(result).toMatchObject({ status: "completed", writtenTwice: 0, retries: 0, faults: 0 });
    // More than a hundred people: LeadLex asks.
    expect(result).toMatchObject({ approval: "given_here", rows: 330, imported: 312, duplicates: 7, rejected: 11 });
    expect(result.recipients).toBe(result.imported);
    const members = "rows imported duplicates rejected status recipients writtenTwice requests retries faults approval";
    expect(Object.keys(result).join(" ")).toBe(members);
  });

  test("P17 ends the same under bad luck: only requests, retries and faults differ", () => {
    const { requests: _, retries, faults, ...counts } = Object(lastLine(good.out));
    const { requests: __, retries: badRetries, faults: badFaults, ...badCounts } = Object(lastLine(bad.out));
    expect(badCounts).toEqual(counts);
    expect([retries, faults]).toEqual([0, 0]);
    expect(badRetries).toBeGreaterThan(0);
    expect(badFaults).toBeGreaterThan(20);
  });

  test("takes the same rows from the file as with Puffle, and says what is wrong with the others", async () => {
    const puffle = await demo(["--json"]);
    const { rows, imported, duplicates, rejected } = Object(lastLine(puffle.out));
    expect(lastLine(good.out)).toMatchObject({ rows, imported, duplicates, rejected });
    const reasons = ({ err }: Finished) => err.match(/line \d+: .*/g);
    expect(reasons(good)).toEqual(reasons(puffle));
  });

  test("P82 prints nobody's address", () => {
    for (const { out, err } of [good, bad]) expect(out + err).not.toMatch(/@example\.(com|org|net)/);
  });

  test("L02 approves nothing where nobody can be asked, says how to go on, and fails", async () => {
    const { code, out, err } = await demo(LEADLEX);
    expect(code).toBe(1);
    expect(err).toMatch(/Nothing was approved.*add --yes/);
    expect(lastLine(out)).toMatchObject({ approval: "missing", recipients: 0, imported: 312 });
  });

  test("a file of nothing but bad rows is refused with each line and what is wrong, before anything is created", async () => {
    const folder = await mkdtemp(join(tmpdir(), "leadlex-demo-"));
    const file = join(folder, "bad.csv");
    await writeFile(file, "first name,email\nAda,\nGrace,grace at example\n,zoe@example.com\n");
    const { code, out, err } = await demo([file, ...LEADLEX, "--yes"]);
    await rm(folder, { recursive: true });
    expect(code).toBe(1);
    expect(out).toBe("");
    const rejected = ["line 2: email is missing", "line 3: email is not an address", "line 4: the name is missing"];
    expect(err.match(/line \d+: .*/g)).toEqual(rejected);
    expect(err.trim().split("\n").at(-1)).toBe(
      "None of the file's rows can be a contact (3 rejected): nothing was created.",
    );
  });

  test("says for how many emails people are enrolled", () => {
    expect(good.err).toContain("Enrolled 312 contacts for 2 emails");
  });

  test("with --live and no key it says what to set, with exit code 1", async () => {
    const { code, err } = await demo(["--service", "leadlex", "--live"]);
    expect(code).toBe(1);
    expect(err).toMatch(/LEADLEX_API_KEY/);
    expect(err.trim().split("\n")).toHaveLength(1);
  });

  describe("--live", () => {
    /** A sandbox on a port stands in for LeadLex. */
    async function live(args: readonly string[]) {
      const sandbox = createLeadLexSandbox({ speed: 1, approval: "always" });
      const { options, close } = await sandbox.listen();
      const folder = await mkdtemp(join(tmpdir(), "leadlex-demo-"));
      const file = join(folder, "live.csv");
      await writeFile(
        file,
        "First name;E-Mail;Company\nZoë;zoe@example.com;Z\nAda;ADA@example.com;\nAda;ada@example.com;A\n",
      );
      const env = { LEADLEX_API_KEY: sandbox.apiKey, LEADLEX_API_BASE_URL: options.baseURL };
      const finished = await demo([file, ...LEADLEX, "--live", ...args], env);
      await close();
      await rm(folder, { recursive: true });
      return { sandbox, ...finished };
    }

    test("stops before starting", async () => {
      const { sandbox, code, out, err } = await live(["--yes"]);
      expect(code).toBe(0);
      const counts = { rows: 3, imported: 2, duplicates: 1, rejected: 0, recipients: 0 };
      expect(lastLine(out)).toMatchObject({ ...counts, status: "draft", writtenTwice: null, approval: null });
      expect(err).toContain("Add --launch");
      expect(sandbox.requests.some(({ operation }) => operation === "startCampaign")).toBe(false);
      expect(sandbox.campaigns()[0]?.contacts).toHaveLength(2);
    });

    test("L02 with --launch it starts, and names the task that waits where nobody can be asked", async () => {
      const { sandbox, code, out, err } = await live(["--launch"]);
      expect(code).toBe(1);
      expect(lastLine(out)).toMatchObject({ approval: "missing", recipients: 0 });
      const [task] = sandbox.tasks();
      expect(task).toMatchObject({ status: "pending" });
      expect(err).toContain(`task ${task?.id}`);
      expect(sandbox.outbox.messages).toEqual([]);
    });
  });
});

describe("the demo's question", () => {
  /** A campaign whose start is asked about at a terminal of the test's own. */
  async function start(press: (input: PassThrough) => void) {
    const sandbox = createLeadLexSandbox({ approval: "always" });
    const clock = new PatientClock(sandbox.clock);
    const leadlex = new LeadLex({ ...sandbox.options, clock });
    const list_id = sandbox.addList({ name: "Some", contacts: 3 });
    const campaign = await leadlex.campaigns.create({ name: "Q3", list_id, template: "Hi {{name}}" });
    const [input, output] = [new PassThrough(), new PassThrough()];
    let shown = "";
    output.on("data", (data: Buffer) => {
      shown += data.toString();
    });
    const ask = askAt({ input, output }, "3 people", clock);
    let thought = 0;
    const approve: Approve = async (request) => {
      const answer = ask(request);
      const askedAt = sandbox.clock.now();
      // A person takes long: the time would jump to whatever is waited for many times over.
      for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
      thought = sandbox.clock.now() - askedAt;
      press(input);
      return answer;
    };
    const report = leadlex.campaigns.startAndWait(campaign, { approve });
    return { sandbox, report, shown: () => shown, thought: () => thought };
  }

  test("L02 starts after a yes, however long somebody thinks about it", async () => {
    const { report, shown, thought } = await start((input) => input.write("y"));
    expect(await report).toMatchObject({ approval: "given_here", campaign: { status: "active" } });
    expect(shown()).toContain('Start "Q3"? 3 people will be written to.');
    expect(thought()).toBe(0);
  });

  test("L03 dismisses after a no", async () => {
    const { sandbox, report } = await start((input) => input.write("n"));
    await caughtAs(CampaignDismissedError, report);
    expect(sandbox.tasks()).toMatchObject([{ status: "dismissed", reason: "declined at the prompt" }]);
  });

  test("L02 whoever left it without an answer is not sent to a terminal, having been at one", () => {
    const left = wayOn({ live: false, asked: true, taskId: "t1" });
    expect(left).toMatch(/question was left without an answer\. Run it again/);
    expect(left).not.toContain("at a terminal");
    expect(wayOn({ live: false, asked: false, taskId: "t1" })).toContain("Run it at a terminal");
    expect(wayOn({ live: true, asked: true, taskId: "t1" })).toMatch(/left without an answer.*task t1/);
  });

  test.each([
    ["Enter alone is a no", "\r", CampaignDismissedError, "dismissed"],
    ["leaving decides nothing", "\x03", ApprovalRequiredError, "pending"],
  ])("L02 %s", async (_, key, kind: new (...args: never[]) => Error, status) => {
    const { sandbox, report } = await start((input) => input.write(key));
    await caughtAs(kind, report);
    expect(sandbox.tasks()).toMatchObject([{ status }]);
    expect(sandbox.outbox.messages).toEqual([]);
  });
});
