import { ok } from "../handlers.ts";
import type { Campaign, Step } from "./campaign.ts";
import type { Handlers } from "./handlers.ts";
import { missing, refusal } from "./refusal.ts";
import { stepView } from "./views.ts";
import type { World } from "./world.ts";

export const steps: Handlers = {
  listSteps({ path }, world) {
    return ok({ steps: world.campaign(path.id).steps.map(stepView) });
  },

  createStep({ path, body }, world) {
    const campaign = world.campaign(path.id);
    for (const what of ["subject", "body"] as const)
      if (body[what] === "") throw refusal(world.chance, 400, "missing_required_field", "blank", { what });
    const { subject, body: text, delay_days = 0, delay_hours = 0, send_condition = "always" } = body;
    const step: Step = {
      id: world.newPrefixedId("step"),
      subject,
      body: text,
      delay_days,
      delay_hours,
      send_condition,
      created_at: world.timestamp,
    };
    campaign.steps = [...campaign.steps, step];
    const view = stepView(step, campaign.steps.length - 1);
    world.emit("campaign.step_created", { campaign_id: campaign.id, step: view });
    return ok(view);
  },

  updateStep({ path, body }, world) {
    const campaign = world.campaign(path.id);
    const index = indexOf(world, campaign, path.step_id);
    campaign.steps = campaign.steps.map((step, at) => (at === index ? { ...step, ...body } : step));
    const changed = campaign.steps[index];
    if (!changed) throw missing(world.chance, "step_not_found", "step");
    // The page's example lacks created_at.
    const { created_at: _, ...view } = stepView(changed, index);
    return ok(view);
  },

  /** Later indexes move up. Who waits for a later step waits for it at its new index; who waited for this one goes on. */
  deleteStep({ path }, world) {
    const campaign = world.campaign(path.id);
    const index = indexOf(world, campaign, path.step_id);
    campaign.steps = campaign.steps.filter((_, at) => at !== index);
    for (const enrolment of campaign.enrolments.values()) if (enrolment.currentStep > index) enrolment.currentStep--;
    return ok({ deleted: true, id: path.step_id });
  },
};

/** @throws Refusal 404 */
function indexOf(world: World, { steps: all }: Campaign, id: string): number {
  const index = all.findIndex((step) => step.id === id);
  if (index < 0) throw missing(world.chance, "step_not_found", "step");
  return index;
}
