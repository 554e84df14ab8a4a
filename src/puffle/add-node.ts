import type { Lost } from "../core/attempts.ts";
import { IncompleteError, OutcomeUnknownError, PuffleError } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import type { Budget } from "../core/waits.ts";
import { isSameNode } from "./nodes.ts";
import { readCampaign } from "./read-campaign.ts";
import type { PuffleEngine, SequenceNode } from "./types.ts";

/** After an attempt that got no answer in time, the sequence is read for so long before it is sent again, in ms. */
const SETTLE_TIME = 20_000;
const SETTLE_INTERVAL = 5_000;

/** What was added, and the sequence as it is since. */
export interface AddedNode {
  readonly nodes: readonly SequenceNode[];
  readonly added: SequenceNode;
}

/**
 * Adds one node exactly once. A lost answer is settled by comparing the sequence with the one before: the service keeps
 * no key, and a step that stands there twice would write to everybody twice.
 * @param before the sequence as it is now
 * @param node the wire's node, an `ai` node with its purpose
 */
export async function addNode(
  engine: PuffleEngine,
  id: string,
  before: readonly SequenceNode[],
  node: Readonly<Record<string, unknown>> & { readonly type: SequenceNodeType },
  options: CallOptions | undefined,
  budget: Budget,
): Promise<AddedNode> {
  const { purpose, output_type, ...body } = node;
  const known = new Set(before.map((one) => one.id));
  const read = async (whole: Budget) =>
    (await readCampaign(engine, id, undefined, { budget: whole })).detail.sequence_nodes;
  let proved: readonly SequenceNode[] | undefined;
  const reconcile = async (lost: Lost): Promise<object | undefined> => {
    const settled = engine.config.clock.now() + (lost.late ? SETTLE_TIME : 0);
    for (;;) {
      const nodes = await read(lost.budget);
      const mine = nodes.filter((one) => !known.has(one.id) && isSameNode(one, body));
      if (mine.length === 1) {
        proved = nodes;
        return nodes;
      }
      if (mine.length > 1) throw twice(id, mine);
      // Nothing yet. What got no answer in time may still be on its way.
      const left = settled - engine.config.clock.now();
      if (left <= 0) return undefined;
      if (await engine.wait(Math.min(left, SETTLE_INTERVAL), lost.budget.signal)) throw new Error("the wait ended");
    }
  };
  const answer = await engine.answer("addSequenceNode", { path: { id }, body }, options, { budget, reconcile });
  const nodes = proved ?? answer.data.sequence_nodes ?? (await read(budget));
  const mine = nodes.filter((one) => !known.has(one.id) && isSameNode(one, body));
  if (answer.repeated && mine.length > 1) throw twice(id, mine);
  const added =
    mine[0] ?? nodes.find((one) => one.id === answer.data.node_id) ?? nodes.find((one) => !known.has(one.id));
  if (!added) throw await engine.unreadable("addSequenceNode", answer, "does not show the node that was added");
  if (node.type !== "ai") return { nodes, added };
  return describeAiNode(
    engine,
    id,
    { nodes, added },
    { purpose: String(purpose), output_type: String(output_type) },
    options,
    budget,
  );
}

type SequenceNodeType = "connection_request" | "message" | "email" | "delay" | "ai" | "end";

/** The second step of an `ai` node (P35): until then it is an empty row. */
async function describeAiNode(
  engine: PuffleEngine,
  id: string,
  { nodes, added }: AddedNode,
  ai_node: { readonly purpose: string; readonly output_type: string },
  options: CallOptions | undefined,
  budget: Budget,
): Promise<AddedNode> {
  try {
    const node = await engine.call(
      "updateSequenceNode",
      { path: { id, nodeId: added.id }, body: { ai_node } },
      options,
      { budget, pick: "node" },
    );
    return { nodes: nodes.map((one) => (one.id === added.id ? node : one)), added: node };
  } catch (error) {
    if (!(error instanceof PuffleError)) throw error;
    const message = `addSequenceNode: the ai node exists (id ${added.id}), but its purpose and output_type could not be set: ${error.message} Set them with sequenceNodes.update, or delete the node.`;
    throw IncompleteError.from(error, message, { nodeId: added.id, nodes });
  }
}

function twice(id: string, nodes: readonly SequenceNode[]): OutcomeUnknownError {
  const message = `addSequenceNode: the node stands in campaign ${id} more than once; delete all but one of ${nodes.map((node) => node.id).join(", ")}.`;
  return new OutcomeUnknownError(message, {
    code: "outcome_unknown",
    operation: "addSequenceNode",
    candidates: nodes.map((node) => node.id),
  });
}
