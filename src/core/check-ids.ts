import { InputError } from "./errors.ts";
import { idProblem } from "./path.ts";

/**
 * Looks at ids before anything is sent: at those that go into a body, where no path template looks at them, and before
 * several requests are sent at once.
 * @param ids by the names that the caller knows them by
 * @throws InputError naming all that are none
 */
export function checkIds(operation: string, ids: Readonly<Record<string, unknown>>): void {
  const problems = Object.entries(ids).flatMap(([field, id]) => {
    const problem = idProblem(id);
    return problem ? [{ field, problem }] : [];
  });
  if (problems.length > 0) throw new InputError(problems, operation);
}
