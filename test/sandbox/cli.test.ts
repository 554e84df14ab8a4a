import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { HELP, readArguments } from "../../src/cli-arguments.ts";
import { createSandbox } from "../../src/sandbox/index.ts";
import { plainClient } from "./helpers.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const started = new Set<ChildProcess>();
afterEach(() => {
  for (const child of started) child.kill("SIGKILL");
  started.clear();
});

/** The command as a process of its own. */
function command(...words: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", "src/cli.ts", ...words], { cwd: root });
  started.add(child);
  const seen = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => {
    seen.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    seen.err += text;
  });
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal, ...seen }));
  return {
    child,
    ended,
    /** Waits until the command has printed this, or has ended without it. */
    async printed(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const found = pattern.exec(seen.out);
        if (found) return found;
        const over = await Promise.race([once(child.stdout, "data").then(() => false), ended.then(() => true)]);
        if (over && !pattern.test(seen.out)) throw new Error(`ended without ${pattern}: ${seen.out}${seen.err}`);
      }
    },
  };
}

/** A sandbox of the command line that listens. */
async function sandboxCommand(...words: string[]) {
  const { child, ended, printed } = command("sandbox", "--port", "0", ...words);
  const [, url = ""] = await printed(/listens on (\S+) /);
  const [, apiKey = ""] = await printed(/export PUFFLE_API_KEY=(\S+)\n/);
  return { child, ended, printed, url, apiKey };
}

describe("puffle-sdk sandbox", () => {
  it("says where it listens and what to set, answers, and ends at Ctrl-C with what is still open", async () => {
    const { child, ended, printed, url, apiKey } = await sandboxCommand("--speed", "600", "--seed", "3");
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await printed(new RegExp(`\\(speed 600, seed 3\\)[\\s\\S]*export PUFFLE_API_BASE_URL=${url}\n`));

    const call = plainClient({ fetch, baseURL: url, apiKey });
    const other = plainClient(createSandbox({ seed: 3 }));
    const seen = (await call("listSenders", {})).body.accounts.map(({ id }) => id);
    expect(seen).toEqual((await other("listSenders", {})).body.accounts.map(({ id }) => id));

    child.kill("SIGINT");
    const { code, signal, err } = await ended;
    expect({ code, signal, err }).toEqual({ code: 0, signal: null, err: "" });
  });

  it("goes on answering when nobody reads what it prints any more, and ends as ever", async () => {
    const { child, ended, url, apiKey } = await sandboxCommand();
    child.stdout.destroy();
    const headers = { authorization: `Bearer ${apiKey}` };
    for (let i = 0; i < 3; i++) expect((await fetch(`${url}/api/senders`, { headers })).status).toBe(200);
    child.kill("SIGTERM");
    const { code, signal, err } = await ended;
    expect({ code, signal, err }).toEqual({ code: 0, signal: null, err: "" });
  });

  it("P02 P82 prints each request's method, template and status, and nobody's key, id or data", async () => {
    const { child, ended, printed, url } = await sandboxCommand();
    const headers = { authorization: "Bearer pk_callers_own_secret", "content-type": "application/json" };
    const body = JSON.stringify({ type: "email", name: "For ann@example.test", sender_account_ids: [] });
    await fetch(`${url}/api/campaigns`, { method: "POST", headers, body });
    await fetch(`${url}/api/campaigns/some-id?name=ann@example.test`, { headers });
    await fetch(`${url}/mail/ann@example.test`, { headers });
    await printed(
      /POST {3}\/api\/campaigns 200\nGET {4}\/api\/campaigns\/\{id\} 404\nGET {4}\(no such operation\) 404\n/,
    );
    child.kill("SIGTERM");
    const { code, out, err } = await ended;
    expect([code, err]).toEqual([0, ""]);
    expect(out).not.toMatch(/pk_callers_own_secret|ann@|some-id/);
  });

  it("plays LeadLex, too, with the plan's limits, below the path that the service has", async () => {
    const { child, ended, printed } = command("sandbox", "--port", "0", "--service", "leadlex", "--plan", "starter");
    const [, url = ""] = await printed(/export LEADLEX_API_BASE_URL=(\S+\/functions\/v1\/api-gateway)\n/);
    const [, apiKey = ""] = await printed(/export LEADLEX_API_KEY=(wbk_\S+)\n/);
    const answer = await fetch(`${url}/v1/campaigns`, { headers: { authorization: `Bearer ${apiKey}` } });
    expect([answer.status, answer.headers.get("x-ratelimit-limit")]).toEqual([200, "100"]);
    await printed(/GET {4}\/v1\/campaigns 200\n/);
    child.kill("SIGINT");
    expect((await ended).code).toBe(0);
  });

  it("is a minute in a second unless it is told otherwise", async () => {
    const { child, ended, printed } = await sandboxCommand();
    await printed(/\(speed 60, seed 1\)/);
    child.kill("SIGINT");
    expect((await ended).code).toBe(0);
  });
});

describe("puffle-sdk", () => {
  it.each([[["--help"]], [[]]])("%j explains itself", async (words) => {
    const { code, out, err } = await command(...words).ended;
    expect([code, err]).toEqual([0, ""]);
    expect(out).toBe(HELP);
    for (const word of ["puffle-sdk sandbox", "--service", "--plan", "--port", "--speed", "--seed", "--help"])
      expect(out).toContain(word);
  });

  it("ends with code 1 and one sentence when it is asked for what it does not know", async () => {
    const { code, out, err } = await command("serve").ended;
    expect([code, out]).toEqual([1, ""]);
    expect(err).toBe('puffle-sdk: "serve" is no command; the only one is "sandbox". Try puffle-sdk --help.\n');
  });

  it.each([
    [["serve"], '"serve" is no command; the only one is "sandbox"'],
    [["--port", "4010"], 'a command is missing; the only one is "sandbox"'],
    [["sandbox", "twice"], '"sandbox twice" is no command; the only one is "sandbox"'],
    [["sandbox", "--port", "http"], '--port must be a number from 0 to 65535, got "http"'],
    [["sandbox", "--port", "65536"], '--port must be a number from 0 to 65535, got "65536"'],
    [["sandbox", "--port=-1"], '--port must be a number from 0 to 65535, got "-1"'],
    [["sandbox", "--port", "--speed", "3"], "Option '--port' argument is ambiguous"],
    [["sandbox", "--speed", "0"], '--speed must be a number above 0, got "0"'],
    [["sandbox", "--speed", "fast"], '--speed must be a number above 0, got "fast"'],
    [["sandbox", "--speed", "Infinity"], '--speed must be a number above 0, got "Infinity"'],
    [["sandbox", "--speed="], '--speed must be a number above 0, got ""'],
    [["sandbox", "--seed", "1.5"], '--seed must be a whole number, got "1.5"'],
    [["sandbox", "--service", "lexicon"], '--service must be puffle or leadlex, got "lexicon"'],
    [
      ["sandbox", "--service=leadlex", "--plan", "free"],
      '--plan must be one of starter, pro, org, unlimited, got "free"',
    ],
    [["sandbox", "--plan", "pro"], "--plan is for --service leadlex only"],
    [["sandbox", "--loud"], "Unknown option '--loud'"],
  ])("%j is told in one sentence what is wrong", (words, problem) => {
    expect(readArguments(words)).toEqual({ problem });
  });

  it("takes numbers as they are written on a command line, the last one where there are several", () => {
    const words = ["sandbox", "--port=0", "--speed", "2.5", "--seed=-4", "--speed", "120"];
    expect(readArguments(words)).toEqual({ service: "puffle", port: 0, speed: 120, seed: -4 });
    expect(readArguments(["-h", "sandbox", "--port", "4"])).toBe("help");
    expect(readArguments(["sandbox"])).toEqual({ service: "puffle", port: 4010, speed: 60, seed: 1 });
    expect(readArguments(["sandbox", "--service", "leadlex", "--plan", "pro"])).toEqual({
      service: "leadlex",
      plan: "pro",
      port: 4010,
      speed: 60,
      seed: 1,
    });
  });

  it("says that a port is taken", async () => {
    const { port, close } = await createSandbox().listen();
    const { code, out, err } = await command("sandbox", "--port", String(port)).ended;
    await close();
    expect([code, out]).toEqual([1, ""]);
    expect(err).toBe(`puffle-sdk: port ${port} on 127.0.0.1 is taken. Try puffle-sdk --help.\n`);
  });
});
