import type { Answer, Lost } from "../core/attempts.ts";
import { OutcomeUnknownError, PuffleError } from "../core/errors.ts";
import { incomplete } from "../core/incomplete.ts";
import type { CallOptions } from "../core/options.ts";
import { settlingRead, untilSettled } from "../core/settling-read.ts";
import type { Budget } from "../core/waits.ts";
import { type AiStepNode, checkNodes, isDescribed, isSameNode, type NewNode } from "./nodes.ts";
import { nodesIn, readSequence } from "./read-sequence.ts";
import type { SequenceTurns } from "./sequence-turns.ts";
import { type CampaignRef, idOf, type PuffleEngine, type SequenceNode } from "./types.ts";

/** A step and where it goes: from 0, or before the terminal `end` where nothing is said. */
export type PlacedNode = NewNode & { readonly position?: number };

/** What was added, and the sequence as it is since. */
export interface AddedNode {
  readonly nodes: readonly SequenceNode[];
  readonly added: SequenceNode;
}

/** Adds one node, described where it is an `ai` node; the sequence is read first, so that a lost answer can be settled. */
export async function addOneNode(
  engine: PuffleEngine,
  turns: SequenceTurns,
  campaign: CampaignRef,
  node: PlacedNode,
  options: CallOptions | undefined,
): Promise<readonly SequenceNode[]> {
  const operation = "addSequenceNode";
  checkNodes([node], operation, campaign, true);
  const id = idOf(campaign);
  const step = { ...node };
  const budget = engine.budget(options);
  return turns.take(id, operation, budget, async () => {
    const before = await readSequence(engine, id, options, { budget });
    checkNodes([step], operation, before.campaign, true);
    const { nodes, added } = await addNode(engine, id, before.nodes, step, options, budget);
    if (step.type !== "ai") return nodes;
    const described = await describeAiNode(engine, id, { nodes, added }, step, options, budget);
    return nodes.map((one) => (one.id === added.id ? described : one));
  });
}

/**
 * Adds one node exactly once; an `ai` node as the empty row that it is until it is described. A lost answer is settled by
 * comparing the sequence with the one before: the service keeps no key, and a step that stands there twice would write to
 * everybody twice.
 * @param before the sequence as it is now
 * @throws OutcomeUnknownError naming the nodes, where more than one may be this call's
 */
export async function addNode(
  engine: PuffleEngine,
  id: string,
  before: readonly SequenceNode[],
  step: PlacedNode,
  options: CallOptions | undefined,
  budget: Budget,
): Promise<AddedNode> {
  const body = rowOf(step);
  const known = new Set(before.map((node) => node.id));
  const mineAmong = (nodes: readonly SequenceNode[]) =>
    nodes.filter((node) => !known.has(node.id) && isSameNode(node, body) && !isDescribed(node));
  const reading = settlingRead(options);
  const read = async (whole: Budget) => (await readSequence(engine, id, reading, { budget: whole })).nodes;
  let proved: readonly SequenceNode[] | undefined;
  const reconcile = async (lost: Lost) => {
    proved = await untilSettled(engine, lost, async () => {
      const nodes = await read(lost.budget);
      const mine = mineAmong(nodes);
      if (mine.length > 1) throw several(id, mine);
      return mine.length === 1 ? nodes : undefined;
    });
    return proved;
  };
  const answer = await engine.answer("addSequenceNode", { path: { id }, body }, options, { budget, reconcile });
  const nodes = proved ?? nodesIn(answer.data) ?? (await read(budget));
  const added = whichIsMine(id, nodes, mineAmong(nodes), known, answer);
  if (!added) throw await engine.unreadable("addSequenceNode", answer, "does not show the node that was added");
  return { nodes, added };
}

/** What the service takes first: an `ai` node's description comes in a step of its own (P35). */
function rowOf(step: PlacedNode) {
  if (step.type !== "ai") return { ...step };
  const { purpose: _, output_type: __, ...row } = step;
  return row;
}

/** The node that this call added, among those that are new. */
function whichIsMine(
  id: string,
  nodes: readonly SequenceNode[],
  mine: readonly SequenceNode[],
  known: ReadonlySet<string>,
  { data, repeated }: Answer<{ readonly node_id?: string | null }>,
): SequenceNode | undefined {
  if (repeated && mine.length > 1) throw several(id, mine);
  const named = nodes.find((node) => node.id === data.node_id);
  if (named) return named;
  // Of steps that are alike any will do, but a description must not go to somebody else's row.
  if (mine.length > 1 && mine.some(({ type }) => type === "ai")) throw several(id, mine);
  return mine[0] ?? nodes.find((node) => !known.has(node.id));
}

/**
 * The second step of an `ai` node (P35): its purpose and output type. It sets values, so it may be sent again.
 * @throws IncompleteError naming the node that exists without them
 */
export async function describeAiNode(
  engine: PuffleEngine,
  id: string,
  { nodes, added }: AddedNode,
  { purpose, output_type }: AiStepNode,
  options: CallOptions | undefined,
  budget: Budget,
): Promise<SequenceNode> {
  try {
    const input = { path: { id, nodeId: added.id }, body: { ai_node: { purpose, output_type } } };
    return await engine.call("updateSequenceNode", input, options, { budget, pick: "node" });
  } catch (error) {
    if (!(error instanceof PuffleError)) throw error;
    const message = `addSequenceNode: the ai node exists (id ${added.id}), but its purpose and output_type could not be set: ${error.message} Set them with sequenceNodes.update, or delete the node.`;
    throw incomplete(error, message, { nodeId: added.id, nodes });
  }
}

function several(id: string, mine: readonly SequenceNode[]): OutcomeUnknownError {
  const ids = mine.map((node) => node.id);
  const message = `addSequenceNode: the node stands in campaign ${id} more than once, and nobody can tell which is this call's: look at ${ids.join(", ")}, and delete what should not be there.`;
  return new OutcomeUnknownError(message, {
    code: "outcome_unknown",
    operation: "addSequenceNode",
    candidates: ids,
  });
}
