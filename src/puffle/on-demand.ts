import { shapes } from "../../generated/puffle.answers.ts";
import { checks, personal } from "../../generated/puffle.words.ts";
import { admitted } from "../core/admission.ts";
import { AfterFailure } from "../core/after-failure.ts";
import { askKey } from "../core/ask-key.ts";
import { checkCallOptions } from "../core/call-options.ts";
import type { OnDemand } from "../core/on-demand.ts";
import { pollOnce, pollSteps } from "../core/polling.ts";
import { readPages } from "../core/read-pages.ts";
import { createValidator } from "../core/shapes.ts";
import { unusable } from "../core/unusable.ts";
import { puffleError } from "./special-errors.ts";

export { addLeads } from "./add-leads.ts";
export { addOneNode } from "./add-node.ts";
export { buildSequence } from "./build-sequence.ts";
export { deleteNode, moveNode } from "./change-sequence.ts";
export { createCampaign } from "./create-campaign.ts";
export { importFromList } from "./import-from-list.ts";
export { jobReaders } from "./job-readers.ts";
export { Launches, launchAndWait } from "./launch.ts";
export { generateAiMessages, updateMessage } from "./messages.ts";
export { pauseWhenActive, switchCampaign } from "./pause.ts";
export { Prices } from "./prices.ts";
export { checkReadiness } from "./readiness.ts";
export { removeLeads } from "./remove-leads.ts";
export { requireContext } from "./require-context.ts";
export { SequenceTurns } from "./sequence-turns.ts";
export { updateLead } from "./update-lead.ts";
export { watchCampaign } from "./watch.ts";

/** What the core needs of Puffle once something is asked for, answered or gone wrong. */
export function createOnDemand(): OnDemand {
  return {
    afterFailure: new AfterFailure({ special: puffleError, personal, checks }),
    validate: createValidator(shapes),
    checkCallOptions,
    askKey,
    admitted,
    readPages,
    pollOnce,
    pollSteps,
    unusable,
  };
}
