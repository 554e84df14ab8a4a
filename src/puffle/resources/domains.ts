import { asGiven } from "../../core/as-given.ts";
import { type Call, toCall } from "../../core/call.ts";
import type { CreateOptions } from "../../core/create-once.ts";
import type { Operation, WaitOptions } from "../../core/operation.ts";
import type { CallOptions } from "../../core/options.ts";
import { flows } from "../flows.ts";
import { jobOperation } from "../jobs.ts";
import type { Deleted, Domain, DomainDnsRecords, DomainUpdate, NewDomain, PuffleEngine } from "../types.ts";

/** Your own domains, on which inboxes are made. Somebody has to set their DNS records. */
export class Domains {
  readonly #engine: PuffleEngine;

  /** @internal */
  constructor(engine: PuffleEngine) {
    this.#engine = engine;
  }

  /**
   * Lists the domains. May be resent.
   * @param query.skip_sync `true` takes their status as it is stored, without asking at its source
   */
  list(query?: { readonly skip_sync?: boolean }, options?: CallOptions): Call<Domain[]> {
    // null is no query, too.
    const skip_sync = query?.skip_sync;
    const wire = skip_sync === undefined ? {} : { skip_sync: skip_sync ? ("true" as const) : ("false" as const) };
    return this.#engine.call("listDomains", { query: wire }, options, { pick: "domains" });
  }

  /**
   * Registers a domain. Its `dns_records` are to be set by somebody; then `verifyAndWait`.
   *
   * May not be resent blindly: a lost answer is settled by reading the domains, and only what is proved to be this call's own
   * is returned (P17).
   * @param body.domain such as `mail.example.com`; made lower case
   * @param options.ifExists `"return"` fetches the domain where the workspace has it already (P11)
   * @throws ConflictError when it is registered already, perhaps by another user
   * @throws BadRequestError; OutcomeUnknownError with the candidates
   */
  create(body: NewDomain, options?: CreateOptions): Call<Domain> {
    const given = asGiven(body);
    return toCall(flows().then(({ createDomain }) => createDomain(this.#engine, given, options)));
  }

  /**
   * Starts the verification of a domain; one that is under way is left alone. May be resent.
   * @returns the domain as it is now, mostly `verifying`
   * @throws NotFoundError
   */
  verify(id: string, options?: CallOptions): Call<Domain> {
    return this.#engine.call("verifyDomain", { path: { id } }, options, { pick: "domain" });
  }

  /**
   * Starts the verification of a domain and waits for its end, looking every 30 to 60 s.
   * @param options.timeout for both together, in ms; default 12 hours, because somebody may still have to set the records
   * @returns the domain, `verified`
   * @throws OperationEndedError when it failed; PollTimeoutError with a token; NotFoundError
   */
  async verifyAndWait(id: string, options?: WaitOptions<Domain>): Promise<Domain> {
    const { verifyAndWait } = await flows();
    return verifyAndWait(this.#engine, id, options);
  }

  /** A verification that was started before as an operation, made from the domain's id alone: nothing is sent until it is polled. */
  verifyOperation(id: string): Operation<Domain> {
    return jobOperation(this.#engine, "verifyDomain", id);
  }

  /**
   * Reads the DNS records that a domain has. May be resent.
   * @returns `records`, and whether they could be looked for (`cloudflare.checked`)
   * @throws NotFoundError
   */
  dnsRecords(id: string, options?: CallOptions): Call<DomainDnsRecords> {
    return this.#engine.call("getDomainDnsRecords", { path: { id } }, options);
  }

  /**
   * Sets a domain's status by hand; `verified` can't be set. May be resent.
   * @throws NotFoundError
   */
  update(id: string, body: DomainUpdate, options?: CallOptions): Call<Domain> {
    return this.#engine.call("updateDomain", { path: { id }, body }, options, { pick: "domain" });
  }

  /**
   * Deletes a domain and every inbox on it, for good. May be resent: what a lost attempt has deleted is success.
   * @throws NotFoundError
   */
  delete(id: string, options?: CallOptions): Call<Deleted> {
    return toCall(flows().then(({ deleteDomain }) => deleteDomain(this.#engine, id, options)));
  }
}
