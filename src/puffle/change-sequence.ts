import { NotFoundError } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { addNode } from "./add-node.ts";
import { checkNodes, type NewNode } from "./nodes.ts";
import { readCampaign } from "./read-campaign.ts";
import { type CampaignRef, idOf, type PuffleEngine, type SequenceNode } from "./types.ts";

/** Adds one node; the sequence is read first, so that a lost answer can be settled by comparing. */
export async function addOneNode(
  engine: PuffleEngine,
  campaign: CampaignRef,
  node: NewNode & { readonly position?: number },
  options: CallOptions | undefined,
): Promise<readonly SequenceNode[]> {
  checkNodes([node], "addSequenceNode", campaign, true);
  const id = idOf(campaign);
  const budget = engine.budget(options);
  const { campaign: read, detail } = await readCampaign(engine, id, options, { budget });
  checkNodes([node], "addSequenceNode", read, true);
  const { nodes } = await addNode(engine, id, detail.sequence_nodes, { ...node }, options, budget);
  return nodes;
}

/** A change that may be sent again, and answers with the sequence or has it read back (P34). */
export type SequenceChange = { readonly nodeId: string; readonly toPosition: number } | { readonly nodeId: string };

export async function changeSequence(
  engine: PuffleEngine,
  campaign: CampaignRef,
  body: SequenceChange,
  options: CallOptions | undefined,
): Promise<readonly SequenceNode[]> {
  const path = { id: idOf(campaign) };
  const budget = engine.budget(options);
  const moved =
    "toPosition" in body ? engine.answer("moveSequenceNode", { path, body }, options, { budget }) : undefined;
  const answer = await (moved ?? engine.answer("deleteSequenceNode", { path, body }, options, { budget })).catch(
    (error) => {
      // To delete what is gone already is success; whether it is the campaign that is gone, the read that follows tells.
      if (moved || !(error instanceof NotFoundError)) throw error;
    },
  );
  return (
    answer?.data.sequence_nodes ?? (await readCampaign(engine, path.id, options, { budget })).detail.sequence_nodes
  );
}
