import { InputError, type Problem } from "../core/errors.ts";
import { member } from "../core/record.ts";

const LONGEST_QUERY = 500;
const LONGEST_FILTER = 1_000;

/** P74: a slot of the daily scan. @throws InputError */
export function checkScanTime(body: unknown): void {
  const time = member(body, "scanTimeUtc");
  if (time === undefined || (typeof time === "string" && /^([01]\d|2[0-3]):(00|15|30|45)$/.test(time))) return;
  const problem = 'must be a time of day in UTC on a quarter of an hour, such as "06:00" or "14:30"';
  throw new InputError([{ field: "scanTimeUtc", problem }], "updateSignalSettings");
}

/** Lengths are in characters, as the service counts them. @throws InputError */
export function checkSearch(body: unknown): void {
  const problems: Problem[] = [];
  const query = member(body, "query");
  const filterPrompt = member(body, "filterPrompt");
  if (typeof query !== "string" || query === "" || lengthOf(query) > LONGEST_QUERY)
    problems.push({ field: "query", problem: `must be a string of 1 to ${LONGEST_QUERY} characters` });
  if (filterPrompt !== undefined && (typeof filterPrompt !== "string" || lengthOf(filterPrompt) > LONGEST_FILTER))
    problems.push({ field: "filterPrompt", problem: `must be a string of at most ${LONGEST_FILTER} characters` });
  if (problems.length > 0) throw new InputError(problems, "createSignalSearch");
}

/** @throws InputError */
export function checkLabel(body: unknown): void {
  const label = member(body, "label");
  if (typeof label === "string" && label.trim() !== "") return;
  throw new InputError([{ field: "label", problem: "must be a text that is not empty" }], "createSignalType");
}

function lengthOf(text: string): number {
  return [...text].length;
}
