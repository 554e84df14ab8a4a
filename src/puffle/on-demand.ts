import { shapes } from "../../generated/puffle.answers.ts";
import { checks, personal } from "../../generated/puffle.words.ts";
import { loadedCore } from "../core/loaded.ts";
import type { OnDemand } from "../core/on-demand.ts";
import { puffleError } from "./special-errors.ts";

export { addLeads } from "./add-leads.ts";
export { addOneNode } from "./add-node.ts";
export { buildSequence } from "./build-sequence.ts";
export { deleteLead, updateWorkspaceLead } from "./change-lead.ts";
export { deleteList, updateList } from "./change-list.ts";
export { deleteNode, moveNode } from "./change-sequence.ts";
export { createCampaign } from "./create-campaign.ts";
export { createLead } from "./create-lead.ts";
export { createList } from "./create-list.ts";
export { createSignalType } from "./create-signal-type.ts";
export { createThread } from "./create-thread.ts";
export { createDomain, deleteDomain, verifyAndWait } from "./domains.ts";
export { cancelEnrichment, previewEnrichment, startEnrichment } from "./enrich.ts";
export { generateSignalMessages } from "./generate-signal-messages.ts";
export { importFromList } from "./import-from-list.ts";
export { importLeads } from "./import-leads.ts";
export { createInbox, deleteInbox, retryWarmup, WarmupReads } from "./inboxes.ts";
export { jobReaders } from "./job-readers.ts";
export { keywordRuns } from "./keyword-runs.ts";
export { Launches, launchAndWait } from "./launch.ts";
export { readSearchResults, searchLeads } from "./lead-search.ts";
export { changeMembers } from "./list-membership.ts";
export { checkDuplicates, listSearches } from "./look-up.ts";
export { generateAiMessages, updateMessage } from "./messages.ts";
export { pauseWhenActive, switchCampaign } from "./pause.ts";
export { checkReadiness } from "./readiness.ts";
export { removeAllLeads, removeLeads } from "./remove-leads.ts";
export { requireContext } from "./require-context.ts";
export { deleteDraft, sendMessage } from "./send-message.ts";
export { sendOneOff } from "./send-one-off.ts";
export { SequenceTurns } from "./sequence-turns.ts";
export { startSignalSearch } from "./signal-search.ts";
export { updateSignalSettings } from "./signal-settings.ts";
export { pricesOf, reserve } from "./spending.ts";
export {
  deleteSignalTypes,
  updateSignalLeads,
  updateSignalSources,
  updateSignals,
  updateSignalTypes,
} from "./update-items.ts";
export { updateLead } from "./update-lead.ts";
export { uploadAttachment } from "./upload-attachment.ts";
export { watchCampaign } from "./watch.ts";
export { watchCampaigns } from "./watch-many.ts";

/** What the core needs of Puffle once something is asked for, answered or gone wrong. */
export function createOnDemand(): OnDemand {
  return loadedCore({ special: puffleError, personal, checks }, shapes);
}
