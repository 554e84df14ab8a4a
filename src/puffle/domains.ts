import { operations } from "../../generated/puffle.operations.ts";
import type { ApiResponse } from "../core/call.ts";
import { checkCallOptions, handedOn, waitChecks } from "../core/call-options.ts";
import type { CreateOptions } from "../core/create-once.ts";
import { createOnce } from "../core/create-once.ts";
import { unlessGone } from "../core/delete-once.ts";
import { InputError, OperationEndedError } from "../core/errors.ts";
import type { JobReader, WaitOptions } from "../core/operation.ts";
import type { CallOptions } from "../core/options.ts";
import { pauseBetween } from "../core/pause-between.ts";
import { member } from "../core/record.ts";
import { jobOperation } from "./jobs.ts";
import type { Deleted, Domain, NewDomain, PuffleEngine } from "./types.ts";

/** Registers a domain once (P17). */
export function createDomain(
  engine: PuffleEngine,
  body: NewDomain,
  options?: CreateOptions,
): Promise<ApiResponse<Domain>> {
  const given = member(body, "domain");
  const name = typeof given === "string" ? given.trim().toLowerCase() : "";
  if (!/^[^\s/@:]+\.[^\s/@:.]+$/.test(name)) {
    const problem = "must be a domain such as mail.example.com, without https:// and path";
    return Promise.reject(new InputError([{ field: "body.domain", problem }], "createDomain"));
  }
  const creation = {
    operation: "createDomain",
    noun: "domain of this name",
    async create(call: CallOptions, details: object) {
      const answer = await engine.answer("createDomain", { body }, call, details);
      // What was proved by reading is in the place of the answer, and has no such member.
      if (!answer.reconciled) await engine.member("createDomain", answer, "domain");
      return { answer, made: answer.data.domain };
    },
    async list(call: CallOptions, details: object) {
      // As it is stored: to ask at its source would only take longer.
      const answer = await engine.answer("listDomains", { query: { skip_sync: "true" } }, call, details);
      await engine.items("listDomains", answer, "domains");
      return { answer, all: answer.data.domains };
    },
    hasName: (one: Domain) => one.domain === name,
    isAsSent: (one: Domain) =>
      (one.status === "pending" || one.status === "verifying") && one.updated_at === one.created_at,
  };
  return createOnce(engine, creation, options);
}

/** Deletes a domain with every inbox on it. */
export function deleteDomain(engine: PuffleEngine, id: string, options?: CallOptions): Promise<ApiResponse<Deleted>> {
  return unlessGone(engine.call("deleteDomain", { path: { id } }, options), { success: true });
}

/** Starts a verification and follows it to its end. */
export async function verifyAndWait(
  engine: PuffleEngine,
  id: string,
  options: WaitOptions<Domain> = {},
): Promise<Domain> {
  checkCallOptions(options, "verifyDomain", waitChecks);
  const { poll } = operations.verifyDomain;
  const budget = engine.budget(options, poll.deadline);
  const started = await engine.call("verifyDomain", { path: { id } }, handedOn(options), { pick: "domain", budget });
  if (started.status !== undefined && poll.success.some((state) => state === started.status)) {
    engine.config.events.heed(
      "onProgress",
      options.onProgress?.({ done: true, state: started.status, value: started }),
    );
    return started;
  }
  // It was looked at just now; where there is no time for a pause, one more look says how it stands.
  const pause = options.interval ?? poll.interval;
  if (engine.config.clock.now() + pause < budget.endsAt) await pauseBetween(engine, "verifyDomain", pause, budget);
  return jobOperation(engine, "verifyDomain", id).wait(options, budget);
}

/** How a verification is looked at: one request, which starts none. */
export function domainReader(engine: PuffleEngine): JobReader<Domain> {
  return {
    async read(id, options, budget) {
      const input = { path: { id }, query: { poll: "true" } } as const;
      const answer = await engine.answer("verifyDomain", input, options, { budget, once: true });
      await engine.member("verifyDomain", answer, "domain");
      const { domain } = answer.data;
      return { state: domain.status ?? "unknown", value: domain, correlationId: answer.correlationId };
    },
    failure(state, operation, correlationId) {
      const trace = correlationId === undefined ? "" : ` (correlation id ${correlationId})`;
      const message = `${operation}: the domain ${state}: its DNS records are not as they must be. Compare what senders.domains.dnsRecords(id) finds with the domain's dns_records, have them set, and verify it again.${trace}`;
      const details = {
        operation,
        correlationId,
        code: "domain_verification_failed",
        outcome: "sent",
        next: "ask_human",
      } as const;
      return new OperationEndedError(message, { ...details, state });
    },
  };
}
