import { describe, expect, it } from "vitest";
import { MINUTE, setUp } from "./helpers.ts";

const HOUR = 60 * MINUTE;

/** A domain of the workspace that was just registered. */
async function registered(...args: Parameters<typeof setUp>) {
  const { sandbox, call } = setUp({ speed: 0, ...args[0] });
  const created = await call("createDomain", { body: { domain: "Mail.Example.COM" } });
  expect(created.status, created.error).toBe(200);
  const { id } = created.body.domain;
  const verify = async (poll?: "true") => {
    const { body } = await call("verifyDomain", { path: { id }, query: poll ? { poll } : {} });
    return body.domain.status;
  };
  return { sandbox, call, id, domain: created.body.domain, verify };
}

describe("a sending domain", () => {
  it("is registered in small letters with the records to set, and is pending", async () => {
    const { call, domain } = await registered();
    expect(domain).toMatchObject({ domain: "mail.example.com", status: "pending", verified_at: null });
    expect(domain.dns_records?.map(({ type }) => type)).toEqual(["MX", "TXT", "TXT", "TXT"]);
    const { domains } = (await call("listDomains", {})).body;
    expect(domains.map(({ domain: name, status }) => [name, status])).toEqual([
      ["mail.example.com", "pending"],
      ["acme.test", "verified"],
    ]);
  });

  it("is verified some minutes after that was asked for, which only asking again shows", async () => {
    const { sandbox, call, verify } = await registered();
    expect(await verify("true")).toBe("pending");
    expect(await verify()).toBe("verifying");
    expect(await verify()).toBe("verifying");
    expect(await verify("true")).toBe("verifying");
    await sandbox.clock.advance(7 * MINUTE);
    const stored = await call("listDomains", { query: { skip_sync: "true" } });
    expect(stored.body.domains[0]?.status).toBe("verifying");
    expect(await verify("true")).toBe("verified");
    expect((await call("listDomains", {})).body.domains[0]).toMatchObject({
      status: "verified",
      verified_at: expect.stringMatching(/^2026-01-05T09:0[2-6]/),
    });
    expect(await verify()).toBe("verified");
  });

  it("is looked for by the service itself, from ten minutes on", async () => {
    const { sandbox, call } = await registered();
    await sandbox.clock.advance(10 * MINUTE);
    expect((await call("listDomains", {})).body.domains[0]?.status).toBe("verifying");
    await sandbox.clock.advance(HOUR);
    const stored = await call("listDomains", { query: { skip_sync: "true" } });
    expect(stored.body.domains[0]?.status).toBe("verified");
  });

  it("fails on demand, and is verified when it is asked for again", async () => {
    const { sandbox, call, id, verify } = await registered();
    sandbox.fail("verifyDomain", { task: "fails" });
    await verify();
    await sandbox.clock.advance(7 * MINUTE);
    expect(await verify("true")).toBe("failed");
    const found = (await call("getDomainDnsRecords", { path: { id } })).body;
    expect([found.domain.status, found.records.length, found.cloudflare?.checked]).toEqual(["failed", 3, true]);
    expect(await verify()).toBe("verifying");
    await sandbox.clock.advance(7 * MINUTE);
    expect(await verify("true")).toBe("verified");
    expect((await call("getDomainDnsRecords", { path: { id } })).body.records).toHaveLength(4);
  });

  it("can be stuck on demand: it is neither verified nor failed after days", async () => {
    const { sandbox, verify } = await registered();
    sandbox.fail("verifyDomain", { task: "stuck" });
    await verify();
    await sandbox.clock.advance(72 * HOUR);
    expect(await verify("true")).toBe("verifying");
  });

  it("is refused where another user has verified it, where it is there already, and where it is none", async () => {
    const { call } = await registered({ workspace: { domainsElsewhere: ["Theirs.example"] } });
    const status = async (domain: string) => (await call("createDomain", { body: { domain } })).status;
    expect(await status("theirs.example")).toBe(409);
    expect(await status("MAIL.example.com")).toBe(409);
    for (const wrong of ["", "example", "a b.com", "-x.com", "x..com"])
      expect([wrong, await status(wrong)]).toEqual([wrong, 400]);
  });

  it("is set to any status by hand but verified, and what was under way is forgotten", async () => {
    const { sandbox, call, id, verify } = await registered();
    await verify();
    const { body } = await call("updateDomain", { path: { id }, body: { status: "failed" } });
    expect(body.domain.status).toBe("failed");
    await sandbox.clock.advance(7 * MINUTE);
    expect(await verify("true")).toBe("failed");
    await call("updateDomain", { path: { id }, body: { status: "pending" } });
    sandbox.fail("verifyDomain", { task: "fails" });
    await verify();
    await sandbox.clock.advance(MINUTE);
    await call("updateDomain", { path: { id }, body: { status: "pending" } });
    await verify();
    const ends = new Set<string | undefined>();
    for (let minute = 0; minute < 8; minute++) {
      await sandbox.clock.advance(MINUTE);
      ends.add(await verify("true"));
    }
    expect(ends).toEqual(new Set(["verifying", "verified"]));
    const init = { body: JSON.stringify({ status: "verified" }) };
    expect((await call("updateDomain", { path: { id }, body: { status: "failed" } }, init)).status).toBe(400);
  });

  it("takes every inbox on it along when it is deleted, and is not found again", async () => {
    const { sandbox, call } = await registered();
    const theirs = (await call("listInboxes", {})).body.accounts;
    const [acme] = (await call("listDomains", {})).body.domains.filter(({ domain }) => domain === "acme.test");
    expect(theirs.map(({ domain_id }) => domain_id)).toEqual([acme?.id]);
    const path = { id: acme?.id ?? "" };
    expect((await call("deleteDomain", { path })).body).toEqual({ success: true });
    expect((await call("listInboxes", {})).body.accounts).toEqual([]);
    expect((await call("listSenders", {})).body.accounts.map(({ type }) => type)).toEqual(["linkedin"]);
    expect((await call("deleteDomain", { path })).status).toBe(404);
    for (const operation of ["verifyDomain", "getDomainDnsRecords"] as const)
      expect((await call(operation, { path })).status).toBe(404);
    const ids = [sandbox.addSender({ type: "email" }), ...(await call("listSenders", {})).body.accounts].map(
      ({ id }) => id,
    );
    expect(new Set(ids).size).toBe(2);
  });
});
