import { type Call, toCall } from "../core/call.ts";
import { InputError } from "../core/errors.ts";
import { idProblem } from "../core/path.ts";

/**
 * The call that is refused where something should be an id and is none; undefined where all of them are ids. For ids that go
 * into a body, where no path template looks at them, and for methods that send several requests at once.
 * @param ids by the names that their caller knows them by
 */
export function refusedIds(operation: string, ids: Readonly<Record<string, unknown>>): Call<never> | undefined {
  const problems = Object.entries(ids).flatMap(([field, id]) => {
    const problem = idProblem(id);
    return problem ? [{ field, problem }] : [];
  });
  return problems.length > 0 ? toCall(Promise.reject(new InputError(problems, operation))) : undefined;
}
