import { shapes } from "../../generated/leadlex.answers.ts";
import { checks, personal } from "../../generated/leadlex.words.ts";
import { loadedCore } from "../core/loaded.ts";
import type { OnDemand } from "../core/on-demand.ts";
import { quota } from "./quota.ts";
import { leadlexError } from "./special-errors.ts";

export { addCampaignContacts } from "./add-campaign-contacts.ts";
export { addListContacts } from "./add-list-contacts.ts";
export { bulkCreateContacts } from "./bulk-create-contacts.ts";
export { createList } from "./create-list.ts";
export { createStep } from "./create-step.ts";
export { createWebhook } from "./create-webhook.ts";
export { approveTask, dismissTask } from "./decide-task.ts";
export {
  deleteCampaign,
  deleteContact,
  deleteList,
  deleteStep,
  deleteWebhook,
  removeCampaignContact,
  removeListContact,
} from "./deletes.ts";
export { findTask } from "./find-task.ts";
export { getContact } from "./get-contact.ts";
export { pauseCampaign } from "./pause.ts";
export { Starts } from "./start.ts";
export { startAndWait } from "./start-and-wait.ts";
export { startReader } from "./start-reader.ts";
export { updateStep } from "./update-step.ts";
export { updateWebhook } from "./update-webhook.ts";
export { watchCampaign } from "./watch.ts";

/** What the core needs of LeadLex once something is asked for, answered or gone wrong. */
export function createOnDemand(): OnDemand {
  return loadedCore({ special: leadlexError, quota, personal, checks }, shapes);
}
