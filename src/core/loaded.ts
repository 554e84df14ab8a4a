import { admitted } from "./admission.ts";
import { AfterFailure } from "./after-failure.ts";
import { askKey } from "./ask-key.ts";
import { checkCallOptions } from "./call-options.ts";
import type { ServiceWords } from "./failures.ts";
import type { OnDemand } from "./on-demand.ts";
import { pollOnce, pollSteps, pollToEnd } from "./polling.ts";
import { readPages } from "./read-pages.ts";
import { type AnswerShapes, createValidator } from "./shapes.ts";
import { unusable } from "./unusable.ts";

/** What the core needs once something is asked for, answered or gone wrong, with a service's words and shapes. */
export function loadedCore(words: ServiceWords, shapes: AnswerShapes): OnDemand {
  return {
    afterFailure: new AfterFailure(words),
    validate: createValidator(shapes),
    checkCallOptions,
    askKey,
    admitted,
    readPages,
    pollOnce,
    pollSteps,
    pollToEnd,
    unusable,
  };
}
