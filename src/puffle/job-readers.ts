import type { JobReader } from "../core/operation.ts";
import { domainReader } from "./domains.ts";
import { enrichmentReader } from "./enrich.ts";
import type { JobKind, Jobs } from "./jobs.ts";
import { launchReader } from "./launch-reader.ts";
import { leadSearchReader } from "./lead-search-reader.ts";
import { signalSearchReader } from "./signal-search.ts";
import type { PuffleEngine } from "./types.ts";

/** How each kind of job is read. */
export const jobReaders: { readonly [Kind in JobKind]: (engine: PuffleEngine) => JobReader<Jobs[Kind]> } = {
  launchCampaign: launchReader,
  createLeadSearch: leadSearchReader,
  createSignalSearch: signalSearchReader,
  createEnrichment: enrichmentReader,
  verifyDomain: domainReader,
};
