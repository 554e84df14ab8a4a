import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { Puffle } from "puffle-sdk";
import { afterEach, describe, expect, it } from "vitest";
import { at } from "../../src/core/record.ts";
import { createSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/index.ts";
import { closedPort, httpServer } from "../support/servers.ts";
import { MINUTE, people, plainClient, readyDraft } from "./helpers.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function listening(options: SandboxOptions = {}, port?: number) {
  const sandbox = createSandbox(options);
  const opened = await sandbox.listen(port);
  closing.push(opened.close);
  return { sandbox, ...opened };
}

function bearer({ apiKey }: Sandbox) {
  return { headers: { authorization: `Bearer ${apiKey}` } };
}

/** The code of the error with which a connection fails; undefined when it is made. */
function connecting(port: number, host: string): Promise<unknown> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    socket.on("connect", () => {
      socket.destroy();
      resolve(undefined);
    });
    socket.on("error", (problem) => resolve(at(problem, "code")));
  });
}

describe("a sandbox on a port", () => {
  it("takes the port that it is given, or any free one", async () => {
    const port = await closedPort();
    const given = await listening({}, port);
    expect([given.port, given.url]).toEqual([port, `http://127.0.0.1:${port}`]);
    const free = await listening();
    expect(free.port).toBeGreaterThan(0);
    expect(free.url).toBe(`http://127.0.0.1:${free.port}`);
    expect(free.options).toMatchObject({ apiKey: free.sandbox.apiKey, baseURL: free.url, clock: free.sandbox.clock });
  });

  it("is the same service as in process, and as on every other port of its own", async () => {
    const { sandbox, options, fetch } = await listening();
    const other = await sandbox.listen();
    closing.push(other.close);
    const overSocket = plainClient({ ...options, fetch });
    const id = await readyDraft(overSocket, { leads: people(2) });
    expect(sandbox.campaign(id).prospects).toHaveLength(2);
    const seen = await plainClient(other.options)("getCampaign", { path: { id } });
    expect(seen.body.prospects_by_status).toEqual({ pending: 2 });
    expect((await plainClient(sandbox)("getCampaign", { path: { id } })).body).toEqual(seen.body);
  });

  it("carries a client's campaign to its end, on a clock that jumps", async () => {
    const { sandbox, options } = await listening();
    const puffle = new Puffle(options);
    const [sender] = await puffle.senders.list({ type: "email" });
    const campaign = await puffle.campaigns.create({
      type: "email",
      name: "Ünïcode ✓",
      sender_account_ids: [sender?.id ?? ""],
    });
    await puffle.sequenceNodes.build(campaign, [{ type: "email", subject: "Grüße", body: "Hi %first_name%" }]);
    await puffle.campaigns.leads.add(campaign, people(20));
    await puffle.campaigns.launchAndWait(campaign);
    let ended: string | undefined;
    for await (const seen of puffle.campaigns.watch(campaign)) if (seen.done) ended = seen.ended;
    expect(ended).toBe("completed");
    expect(sandbox.campaign(campaign.id).campaign.name).toBe("Ünïcode ✓");
    expect(sandbox.outbox.recipients()).toHaveLength(20);
    expect(sandbox.outbox.writtenTwice()).toEqual([]);
  });

  it("listens on the loopback address only", async () => {
    const { port } = await listening();
    expect(await connecting(port, "127.0.0.1")).toBeUndefined();
    const others = Object.values(networkInterfaces()).flatMap((all = []) =>
      all.flatMap(({ address, family, internal }) => (family === "IPv4" && !internal ? [address] : [])),
    );
    for (const host of ["::1", ...others]) expect(await connecting(port, host)).toMatch(/^E/);
  });

  it("says which port is taken, and which is none", async () => {
    const { port, sandbox } = await listening();
    await expect(sandbox.listen(port)).rejects.toThrow(`port ${port} on 127.0.0.1 is taken`);
    for (const wrong of [-1, 65_536, 1.5, Number.NaN]) {
      await expect(sandbox.listen(wrong)).rejects.toThrow(TypeError);
      await expect(sandbox.listen(wrong)).rejects.toThrow(`a whole number from 0 to 65535, got ${wrong}`);
    }
  });

  it("P02 shows the caller's key nowhere", async () => {
    const told: unknown[] = [];
    const { sandbox, url } = await listening({ onRequest: (request) => told.push(request) });
    const key = "pk_nobody_elses_business";
    const answer = await fetch(`${url}/api/account?page=1`, { headers: { authorization: `Bearer ${key}` } });
    const text = await answer.text();
    expect(answer.status).toBe(200);
    expect(told).toHaveLength(1);
    expect(JSON.stringify([told, sandbox.requests, [...answer.headers], text])).not.toContain(key);
  });
});

describe("closing a port", () => {
  it("ends what is still open, stalled requests included, and can be asked for twice", async () => {
    const { sandbox, url, port, fetch, close } = await listening({ speed: 0 });
    expect((await fetch(`${url}/api/account`, bearer(sandbox))).status).toBe(200);
    sandbox.fail("getAccount", { stall: "headers" });
    sandbox.fail("getAccount", { stall: "body" });
    const silent = fetch(`${url}/api/account`, bearer(sandbox));
    const answer = fetch(`${url}/api/account`, bearer(sandbox)).then((one) => one.text());
    const ends = Promise.all([
      expect(silent).rejects.toThrow("fetch failed"),
      expect(answer).rejects.toThrow("terminated"),
    ]);
    while (sandbox.requests.length < 3) await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([close(), close()]);
    await ends;
    await close();
    expect(await connecting(port, "127.0.0.1")).toBe("ECONNREFUSED");
  });

  it("leaves the service as it is, and the time free to go on", async () => {
    const { sandbox, url, fetch, close } = await listening();
    sandbox.fail("getAccount", { drop: "after" });
    await expect(fetch(`${url}/api/account`, bearer(sandbox))).rejects.toThrow("fetch failed");
    await close();
    const from = sandbox.clock.now();
    await sandbox.clock.sleep(MINUTE);
    expect(sandbox.clock.now() - from).toBe(MINUTE);
    expect((await plainClient(sandbox)("getAccount", {})).status).toBe(200);
  });
});

describe("the time, while a request is on a socket", () => {
  it("stands still, so that no limit of a client fires while it is being answered", async () => {
    const { sandbox, url, fetch } = await listening();
    let fired = false;
    for (let count = 0; count < 20; count++) {
      const cancel = sandbox.clock.timer(1, () => {
        fired = true;
      });
      const answer = await fetch(`${url}/api/account`, bearer(sandbox));
      await answer.text();
      cancel();
    }
    expect(fired).toBe(false);
  });

  it.each([
    ["is read", (answer: Response) => answer.text()],
    ["is dropped unread", () => Promise.resolve()],
    ["is cancelled", (answer: Response) => answer.body?.cancel()],
  ] as const)("goes on when an answer's body %s", async (_, end) => {
    const { sandbox, url, fetch } = await listening();
    await end(await fetch(`${url}/api/campaigns`, bearer(sandbox)));
    await sandbox.clock.sleep(MINUTE);
    sandbox.fail("*", { status: 204 });
    await end(await fetch(`${url}/api/campaigns`, bearer(sandbox)));
    await sandbox.clock.sleep(MINUTE);
    expect(sandbox.clock.now()).toBe(Date.parse("2026-01-05T09:02:00Z"));
  });

  it("goes on when a request was given up before it was sent, and when a connection can't be made", async () => {
    const { sandbox, url, fetch, close } = await listening();
    const signal = AbortSignal.abort(new Error("never mind"));
    await expect(fetch(`${url}/api/account`, { ...bearer(sandbox), signal })).rejects.toThrow("never mind");
    await close();
    await expect(fetch(`${url}/api/account`, bearer(sandbox))).rejects.toThrow("fetch failed");
    await sandbox.clock.sleep(MINUTE);
    expect(sandbox.clock.now()).toBe(Date.parse("2026-01-05T09:01:00Z"));
  });

  it("goes on when a client breaks its request off half way, and the next one is answered", async () => {
    const { sandbox, port, url, fetch } = await listening();
    await new Promise<void>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => {
        socket.write("POST /api/campaigns HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf", () => {
          socket.destroy();
        });
      });
      socket.on("close", () => resolve());
    });
    expect((await fetch(`${url}/api/account`, bearer(sandbox))).status).toBe(200);
    await sandbox.clock.sleep(MINUTE);
    expect(sandbox.clock.now()).toBe(Date.parse("2026-01-05T09:01:00Z"));
    expect(sandbox.requests.map(({ operation }) => operation)).toEqual(["getAccount"]);
  });

  it("is nobody else's business: other origins are fetched as ever, and are told nothing", async () => {
    const { sandbox, url, fetch } = await listening();
    const elsewhere = await httpServer((_, response) => response.end("elsewhere"));
    closing.push(elsewhere.close);
    const names = (index: number) => Object.keys(elsewhere.requests[index]?.headers ?? {});
    expect(await (await fetch(elsewhere.baseURL)).text()).toBe("elsewhere");
    await globalThis.fetch(elsewhere.baseURL);
    expect(names(0)).toEqual(names(1));
    const asRequest = await fetch(new Request(`${url}/api/account`, bearer(sandbox)));
    expect(asRequest.status).toBe(200);
  });
});
