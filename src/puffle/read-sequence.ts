import type { Answer } from "../core/attempts.ts";
import type { CallDetails } from "../core/engine.ts";
import type { CallOptions } from "../core/options.ts";
import { member } from "../core/record.ts";
import { readCampaign } from "./read-campaign.ts";
import type { Campaign, PuffleEngine, SequenceNode } from "./types.ts";

/** A campaign's sequence as it was just read. */
export interface ReadSequence {
  readonly campaign: Campaign;
  /** In order, `end` included. */
  readonly nodes: readonly SequenceNode[];
  readonly answer: Answer;
}

/** Reads a campaign for its sequence; an answer without one is unreadable. */
export async function readSequence(
  engine: PuffleEngine,
  id: string,
  options: CallOptions | undefined,
  details?: CallDetails,
): Promise<ReadSequence> {
  const { campaign, detail, answer } = await readCampaign(engine, id, options, details);
  const nodes = nodesIn(detail);
  if (!nodes) throw await engine.unreadable("getCampaign", answer, "has no `sequence_nodes`");
  return { campaign, nodes, answer };
}

/** The sequence that an answer holds; undefined where the service could not read it back (P34). */
export function nodesIn(data: {
  readonly sequence_nodes?: readonly SequenceNode[];
}): readonly SequenceNode[] | undefined {
  const { sequence_nodes: nodes = [] } = data;
  if (!Array.isArray(member(data, "sequence_nodes"))) return undefined;
  // Only changes are documented to answer in order, so positions decide.
  return [...nodes].sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
}
