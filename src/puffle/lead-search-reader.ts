import { personal } from "../../generated/puffle.words.ts";
import { checkIds } from "../core/check-ids.ts";
import { NotFoundError } from "../core/errors.ts";
import { keptBody } from "../core/kept-body.ts";
import type { JobReader } from "../core/operation.ts";
import { withoutPeople } from "../core/personal.ts";
import type { Secret } from "../core/secret.ts";
import { LeadSearchFailedError } from "./errors.ts";
import type { LeadSearchTask, PuffleEngine } from "./types.ts";

/** How a lead search is looked at: one request, and what its failure means. */
export function leadSearchReader(engine: PuffleEngine): JobReader<LeadSearchTask> {
  let key: Secret | undefined;
  return {
    async read(taskId, options, budget) {
      checkIds("listLeadSearches", { taskId });
      const input = { query: { taskId } };
      const answer = await engine.answer("listLeadSearches", input, options, { budget, once: true });
      await engine.items("listLeadSearches", answer, "tasks");
      const { correlationId, data } = answer;
      key = answer.key;
      const task = data.tasks.find(({ id }) => id === taskId);
      if (!task) throw notListed(correlationId);
      return { state: task.status ?? "unknown", value: task, correlationId };
    },
    failure(state, operation, correlationId, task) {
      const sentence = withoutPeople(key?.redact(task.errorMessage ?? "") ?? "", task, new Set(personal)).slice(0, 500);
      const said = sentence.trim().replace(/\.+$/, "") || undefined;
      const trace = correlationId === undefined ? "" : ` (correlation id ${correlationId})`;
      const message = `${operation}: the search ${task.id} ${state}${said ? `: ${said}` : ""}. What it had saved until then is in its list, and paid for. Search again with the same prompt and list to go on, or report it.${trace}`;
      const facts = {
        code: "lead_search_failed",
        operation,
        correlationId,
        said,
        body: key && keptBody(task, key),
      } as const;
      return new LeadSearchFailedError(message, { ...facts, state, outcome: "sent", next: "ask_human" });
    },
  };
}

/** Whether an unknown task is answered with 404 or with no task is not documented: they are the same. */
function notListed(correlationId: string | undefined): NotFoundError {
  const trace = correlationId === undefined ? "" : ` (correlation id ${correlationId})`;
  const message = `listLeadSearches: there is no such search. Check the task's id: it does not exist, or belongs to another workspace.${trace}`;
  const facts = { code: "not_found", operation: "listLeadSearches", correlationId } as const;
  return new NotFoundError(message, { ...facts, next: "fix_request" });
}
