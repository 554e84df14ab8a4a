import { InputError, NotFoundError, type Problem } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { idProblem } from "../core/path.ts";
import { positionProblem } from "./nodes.ts";
import { nodesIn, readSequence } from "./read-sequence.ts";
import { type CampaignRef, idOf, type PuffleEngine, type SequenceNode } from "./types.ts";

/** Moves a node; the sequence is read where the answer has none (P34). */
export async function moveNode(
  engine: PuffleEngine,
  campaign: CampaignRef,
  nodeId: string,
  toPosition: number,
  options: CallOptions | undefined,
): Promise<readonly SequenceNode[]> {
  const id = idOf(campaign);
  refuse("moveSequenceNode", {
    id: idProblem(id),
    nodeId: idProblem(nodeId),
    toPosition: positionProblem(toPosition),
  });
  const budget = engine.budget(options);
  const input = { path: { id }, body: { nodeId, toPosition } };
  const { data } = await engine.answer("moveSequenceNode", input, options, { budget });
  return nodesIn(data) ?? (await readSequence(engine, id, options, { budget })).nodes;
}

/** Deletes a node. To delete what is gone already is success; a campaign that is gone shows in the read that follows. */
export async function deleteNode(
  engine: PuffleEngine,
  campaign: CampaignRef,
  nodeId: string,
  options: CallOptions | undefined,
): Promise<readonly SequenceNode[]> {
  const id = idOf(campaign);
  refuse("deleteSequenceNode", { id: idProblem(id), nodeId: idProblem(nodeId) });
  const budget = engine.budget(options);
  try {
    const { data } = await engine.answer("deleteSequenceNode", { path: { id }, body: { nodeId } }, options, { budget });
    const nodes = nodesIn(data);
    if (nodes) return nodes;
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
  }
  return (await readSequence(engine, id, options, { budget })).nodes;
}

/** Node ids go into a body, where nothing else looks at them. */
function refuse(operation: string, found: Readonly<Record<string, string | undefined>>): void {
  const problems = Object.entries(found).flatMap(([field, problem]): Problem[] =>
    problem === undefined ? [] : [{ field, problem }],
  );
  if (problems.length > 0) throw new InputError(problems, operation);
}
