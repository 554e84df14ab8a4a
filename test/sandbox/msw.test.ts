import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { Puffle } from "puffle-sdk";
import { createLeadLexSandbox, createSandbox } from "puffle-sdk/sandbox";
import { handlers } from "puffle-sdk/sandbox/msw";
import { afterEach, describe, expect, it, vi } from "vitest";
import { httpServer } from "../support/servers.ts";
import { people } from "./helpers.ts";

const closing: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function intercept(...all: Parameters<typeof setupServer>): void {
  const server = setupServer(...all);
  closing.push(() => server.close());
  server.listen({ onUnhandledRequest: "bypass" });
}

const PUFFLE = "https://app.puffle.ai";
const bearer = { headers: { authorization: "Bearer pk_any" } };

async function names(baseURL: string): Promise<string[]> {
  const answer = await fetch(`${baseURL}/api/campaigns`, bearer);
  const { campaigns }: { campaigns: { name: string }[] } = await answer.json();
  return campaigns.map(({ name }) => name);
}

async function create(baseURL: string, name: string): Promise<number> {
  const body = JSON.stringify({ type: "email", name, sender_account_ids: [] });
  return (await fetch(`${baseURL}/api/campaigns`, { method: "POST", ...bearer, body })).status;
}

describe("msw handlers", () => {
  it("answer what the code under test fetches from Puffle, without a word about the sandbox in it", async () => {
    intercept(...handlers());
    const puffle = new Puffle({ apiKey: "pk_any" });
    const senders = await puffle.senders.list();
    expect(senders.map(({ type }) => type)).toEqual(["email", "linkedin"]);
    const campaign = await puffle.campaigns.create({ type: "email", name: "Q3", sender_account_ids: [] });
    expect(await names(PUFFLE)).toEqual(["Q3"]);
    await expect(puffle.campaigns.get("nowhere")).rejects.toThrow(/not found/i);
    expect(campaign.status).toBe("draft");
  });

  it("carry a campaign to its end with a client on the sandbox's clock", async () => {
    const sandbox = createSandbox();
    intercept(...handlers(sandbox));
    sandbox.fail("launchCampaign", { drop: "after" });
    const puffle = new Puffle({ apiKey: sandbox.apiKey, clock: sandbox.clock });
    const [sender] = await puffle.senders.list({ type: "email" });
    const campaign = await puffle.campaigns.create({
      type: "email",
      name: "Q3",
      sender_account_ids: [sender?.id ?? ""],
    });
    await puffle.sequenceNodes.build(campaign, [{ type: "email", subject: "Hello", body: "Hi %first_name%" }]);
    await puffle.campaigns.leads.add(campaign, people(5));
    await puffle.campaigns.launchAndWait(campaign);
    await sandbox.clock.advance(10 * 86_400_000);
    expect(sandbox.campaign(campaign.id).campaign.status).toBe("completed");
    expect(sandbox.outbox.recipients()).toHaveLength(5);
    expect(sandbox.outbox.writtenTwice()).toEqual([]);
  });

  it("let every other address by, and a handler of the user's own that comes first", async () => {
    const elsewhere = await httpServer((_, response) => response.end("elsewhere"));
    closing.push(elsewhere.close);
    const sandbox = createSandbox();
    const own = http.get(`${PUFFLE}/api/account`, () => HttpResponse.json({ mine: true }));
    intercept(own, ...handlers(sandbox));
    expect(await (await fetch(elsewhere.baseURL)).text()).toBe("elsewhere");
    expect(await (await fetch(`${PUFFLE}/api/account`, bearer)).json()).toEqual({ mine: true });
    expect(sandbox.requests).toEqual([]);
  });

  it("answer 404 to a path of Puffle's that is none: nothing meant for Puffle leaves the process", async () => {
    const sandbox = createSandbox();
    intercept(...handlers(sandbox));
    const answer = await fetch(`${PUFFLE}/somewhere/else?q=1`, bearer);
    expect([answer.status, await answer.json()]).toMatchObject([404, { error: { code: "not_found" } }]);
    expect(sandbox.requests[0]).toMatchObject({ method: "GET", url: "/somewhere/else?q=1" });
  });

  it("of several sandboxes are several services, each at its own address, also below a path", async () => {
    const [one, two, three] = [createSandbox(), createSandbox(), createSandbox()];
    intercept(
      ...handlers(one),
      ...handlers(two, { baseURL: "https://two.test/" }),
      ...handlers(three, { baseURL: "https://proxy.test/puffle" }),
    );
    expect(await create(PUFFLE, "One")).toBe(200);
    expect(await create("https://two.test", "Two")).toBe(200);
    expect(await create("https://proxy.test/puffle", "Three")).toBe(200);
    expect(await names(PUFFLE)).toEqual(["One"]);
    expect(await names("https://two.test")).toEqual(["Two"]);
    expect(await names("https://proxy.test/puffle")).toEqual(["Three"]);
    const made = [one, two, three].map((sandbox) => sandbox.campaigns().map(({ campaign }) => campaign.name));
    expect(made).toEqual([["One"], ["Two"], ["Three"]]);
  });

  it("play LeadLex at its own address, below its own path", async () => {
    const sandbox = createLeadLexSandbox();
    intercept(...handlers(createSandbox()), ...handlers(sandbox));
    const headers = { authorization: `Bearer ${sandbox.apiKey}` };
    const answer = await fetch("https://data.leadlex.com/functions/v1/api-gateway/v1/lists", { headers });
    expect(await answer.json()).toMatchObject({ data: { lists: [] }, meta: { total: 0 } });
    expect(sandbox.requests).toMatchObject([{ operation: "listLists", status: 200 }]);
    expect(await names(PUFFLE)).toEqual([]);
  });

  it("say what is wrong with an address that is none", () => {
    for (const baseURL of ["", "app.puffle.ai", "*", "localhost:4010", "ftp://app.puffle.ai"])
      expect(() => handlers(createSandbox(), { baseURL })).toThrow(
        new TypeError(`handlers: baseURL must be an http or https address, got "${baseURL}"`),
      );
  });
});

describe("msw handlers under faults", () => {
  it("P17 lose the connection as the platform reports it", async () => {
    const sandbox = createSandbox();
    intercept(...handlers(sandbox));
    sandbox.fail("listCampaigns", { drop: "before" });
    await expect(fetch(`${PUFFLE}/api/campaigns`, bearer)).rejects.toThrow(TypeError);
    expect(await names(PUFFLE)).toEqual([]);
  });

  it("P17 break a body off", async () => {
    const sandbox = createSandbox();
    intercept(...handlers(sandbox));
    sandbox.fail("listCampaigns", { truncate: true });
    const answer = await fetch(`${PUFFLE}/api/campaigns`, bearer);
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow(TypeError);
  });

  it.each(["before", "headers", "body"] as const)("P17 are silent (%s) until the caller gives up", async (stall) => {
    const sandbox = createSandbox({ speed: 0 });
    intercept(...handlers(sandbox));
    const complained = vi.spyOn(console, "error").mockImplementation(() => {});
    closing.push(() => complained.mockRestore());
    sandbox.fail("listCampaigns", { stall });
    const giveUp = new AbortController();
    const asked = fetch(`${PUFFLE}/api/campaigns`, { ...bearer, signal: giveUp.signal }).then((one) => one.text());
    sandbox.clock.timer(30_000, () => giveUp.abort(new Error("out of patience")));
    const ended = expect(asked).rejects.toThrow("out of patience");
    while (sandbox.requests.length < 1) await new Promise((resolve) => setImmediate(resolve));
    await sandbox.clock.advance(30_000);
    await ended;
    expect(complained).not.toHaveBeenCalled();
  });
});
