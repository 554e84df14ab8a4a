import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Puffle } from "puffle-sdk";
import { describe, expect, test } from "vitest";
import { fileStore, tick } from "../../examples/cron.ts";
import { hold } from "../../examples/pause-and-resume.ts";
import { report } from "../../examples/readiness.ts";
import { playOut, readyCampaign } from "../puffle/ready-campaign.ts";

describe("the readiness example", () => {
  test("says what is in the way, and what to do about it", async () => {
    const { puffle, campaign } = await readyCampaign();
    await puffle.campaigns.leads.remove(campaign, { all: true });
    const lines: string[] = [];
    expect(await report(puffle, campaign.id, (line) => void lines.push(line))).toBe(false);
    expect(lines[0]).toMatch(/^✗ no_pending_leads: Add leads/);
    expect(lines.at(-1)).toBe("Not ready.");
  });

  test("says when nothing is", async () => {
    const { puffle, campaign } = await readyCampaign();
    expect(await report(puffle, campaign.id, () => undefined)).toBe(true);
  });

  test("runs from a shell, against a sandbox on a port", async () => {
    const { sandbox, campaign } = await readyCampaign();
    const { url, close } = await sandbox.listen();
    const root = fileURLToPath(new URL("../..", import.meta.url));
    const child = spawn(process.execPath, ["--import", "tsx", "examples/readiness.ts", campaign.id], {
      cwd: root,
      env: { ...process.env, PUFFLE_API_KEY: sandbox.apiKey, PUFFLE_API_BASE_URL: url },
    });
    let out = "";
    child.stdout.on("data", (data: Buffer) => {
      out += data.toString();
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    await close();
    expect(code).toBe(0);
    expect(out).toContain("Ready to launch.");
  });
});

test("the pause example holds a campaign that is still launching, and lets it go on", async () => {
  const ready = await readyCampaign();
  const { sandbox, puffle, campaign } = ready;
  await puffle.campaigns.launch(campaign);
  let held = "";
  const after = await hold(puffle, campaign.id, async () => {
    held = sandbox.campaign(campaign.id).campaign.status ?? "";
  });
  expect(held).toBe("paused");
  expect(["active", "completed"]).toContain(after.status);
  expect(await playOut(ready)).toEqual({ recipients: 3, twice: 0 });
});

describe("the cron example", () => {
  test("P21 launches a campaign one step per call, each call a process of its own", async () => {
    const ready = await readyCampaign();
    const { sandbox, campaign, seen } = ready;
    const folder = await mkdtemp(join(tmpdir(), "puffle-cron-"));
    const store = fileStore(join(folder, "token.json"));
    for (let calls = 1; ; calls++) {
      const before = seen().length;
      const result = await tick(new Puffle(sandbox.options), campaign.id, store);
      // One look, and the launch itself on the first call.
      expect(seen().length - before).toBe(calls === 1 ? 2 : 1);
      if (result.done) break;
      await sandbox.clock.advance(result.againInMs);
    }
    await rm(folder, { recursive: true });
    expect(seen().filter((request) => request.startsWith("launchCampaign"))).toHaveLength(1);
    expect(await playOut(ready)).toEqual({ recipients: 3, twice: 0 });
  });

  test("P17 a process that dies right after the launch loses nothing and launches nothing twice", async () => {
    const ready = await readyCampaign();
    const { sandbox, puffle, campaign, seen } = ready;
    await puffle.campaigns.launch(campaign);
    // No token was stored: the id alone is enough to go on.
    let token: string | undefined;
    const store = {
      read: async () => token,
      async write(next: string) {
        token = next;
      },
    };
    expect(await tick(new Puffle(sandbox.options), campaign.id, store)).toMatchObject({ done: false });
    expect(seen()).toEqual(["launchCampaign 200", "getCampaign 200"]);
    expect(token).not.toContain(sandbox.apiKey);
    expect(await playOut(ready)).toEqual({ recipients: 3, twice: 0 });
  });
});
