import type { JobReader } from "../core/operation.ts";
import type { JobKind, Jobs } from "./jobs.ts";
import { launchReader } from "./launch-reader.ts";
import type { PuffleEngine } from "./types.ts";

/** How each kind of job is read. */
export const jobReaders: { readonly [Kind in JobKind]: (engine: PuffleEngine) => JobReader<Jobs[Kind]> } = {
  launchCampaign: launchReader,
};
