import { asGiven } from "../../core/as-given.ts";
import { type Call, toCall } from "../../core/call.ts";
import type { CallOptions } from "../../core/options.ts";
import { flows } from "../flows.ts";
import {
  type DeletedStep,
  idOf,
  type LeadLexEngine,
  type NewStep,
  type Ref,
  type Step,
  type StepUpdate,
} from "../types.ts";

/** The emails of a campaign, one after the other. */
export class Steps {
  readonly #engine: LeadLexEngine;

  /** @internal */
  constructor(engine: LeadLexEngine) {
    this.#engine = engine;
  }

  /** Lists a campaign's steps in the order in which they are sent. May be resent. @throws NotFoundError */
  list(campaign: Ref, options?: CallOptions): Call<Step[]> {
    return this.#engine.call("listSteps", { path: { id: idOf(campaign) } }, options, { pick: "steps" });
  }

  /**
   * Adds a step at the end.
   *
   * May not be resent blindly: a lost answer is settled by reading the steps, and only what is proved to be this call's own
   * step is returned (P17).
   * @param body.subject may hold variables such as `{{first_name}}`, `{{company_name}}`, `{{job_title}}`; `body` as well
   * @param body.delay_days whole days after the step before, 0 where nobody says; `delay_hours` (0 to 23) is added to it
   * @param body.send_condition whether it is sent, such as `if_no_reply`; `always` where nobody says
   * @throws InputError naming everything that is wrong with the step, before it is sent
   * @throws OutcomeUnknownError with the candidates; NotFoundError
   * @example
   * await leadlex.campaigns.steps.create(campaign, { subject: "Hello {{first_name}}", body: "…" });
   * await leadlex.campaigns.steps.create(campaign, { subject: "Again", body: "…", delay_days: 3, send_condition: "if_no_reply" });
   */
  create(campaign: Ref, body: NewStep, options?: CallOptions): Call<Step> {
    const id = idOf(campaign);
    const given = asGiven(body);
    return toCall(flows().then(({ createStep }) => createStep(this.#engine, id, given, options)));
  }

  /**
   * Changes a step; only the members that are sent. What was sent to people stays as it was. May be resent.
   * @returns the step as it is then
   * @throws InputError naming everything that is wrong with the members, before they are sent
   * @throws NotFoundError
   */
  update(campaign: Ref, step: Ref, body: StepUpdate, options?: CallOptions): Call<Step> {
    const path = { id: idOf(campaign), step_id: idOf(step) };
    const given = asGiven(body);
    return toCall(flows().then(({ updateStep }) => updateStep(this.#engine, path, given, options)));
  }

  /**
   * Deletes a step for good; those behind it move up, and contacts between two steps may miss one. May be resent: a step that
   * a lost attempt has deleted is success.
   * @throws NotFoundError
   */
  delete(campaign: Ref, step: Ref, options?: CallOptions): Call<DeletedStep> {
    const path = { id: idOf(campaign), step_id: idOf(step) };
    return toCall(flows().then(({ deleteStep }) => deleteStep(this.#engine, path, options)));
  }
}
