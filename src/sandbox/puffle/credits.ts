import { ok } from "../handlers.ts";
import { Refusal } from "../refusal.ts";
import type { Handlers } from "./handlers.ts";
import { refusal } from "./refusal.ts";
import type { Schemas } from "./wire.ts";
import type { World } from "./world.ts";

/** What actions cost, in credits. (S C5) */
export const PRICES = {
  FIND_PERSON: 1,
  IMPORT_LEAD: 1,
  EMAIL_LOOKUP: 2,
  PHONE_LOOKUP: 8,
  LINKEDIN_PROFILE: 1,
  LINKEDIN_POSTS: 1,
  COMPANY_NEWS: 4,
  PERSON_NEWS: 4,
  HIRING_STATUS: 1,
  WEBSITE_ENRICHMENT: 1,
  SITE_CRAWL_ENRICHMENT: 4,
  CUSTOM_ENRICHMENT_AI: 1,
  CUSTOM_ENRICHMENT_WEB: 1,
  DEEP_RESEARCH: 40,
  AI_MESSAGE_GENERATION: 2,
  AGENT_SEARCH: 10,
  SEARCH_CONTINUE: 5,
} as const;

export const credits: Handlers = {
  getCreditsConfig() {
    const actions = Object.entries(PRICES).map(([action, price]) => ({ action, id: operationOf(action), price }));
    return ok({
      registryVersion: "billing-registry:v1",
      operations: Object.fromEntries(
        actions.map(({ id, price }): [string, Schemas["CreditOperation"]] => [
          id,
          {
            id,
            label: id.replaceAll("_", " "),
            credits: price,
            billableUnit: "provider_submission",
            unitLabel: "item",
            featureGroup: "enrichments",
            certainty: "maximum",
          },
        ]),
      ),
      plans: {
        free: {
          id: "free",
          billingProductId: null,
          display: { name: "Free", order: 0, badge: null, positioning: null },
        },
      },
      entitlements: { keys: ["signals.manual_rescan"] },
      legacyCreditActions: Object.fromEntries(actions.map(({ action, id }) => [action, id])),
      costs: { ...PRICES },
    });
  },
};

/** 402: `required` credits are not there. (E 3, E 4) */
export function creditsShort(world: World, required: number): Refusal {
  const { credits: balance } = world;
  const short = refusal(world.chance, 402, "credits_short", { required, balance });
  return new Refusal(402, { ...short.body, required, balance });
}

/** An older action's name in the newer registry; one pair is documented. */
function operationOf(action: string): string {
  return action === "EMAIL_LOOKUP" ? "work_email_lookup" : action.toLowerCase();
}
