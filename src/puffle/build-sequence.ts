import { checkCallOptions } from "../core/call-options.ts";
import { IncompleteError, InputError, PuffleError } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { addNode } from "./add-node.ts";
import { type ConnectionRequestNode, checkNodes, type EmailNode, isSameNode, type NewNode } from "./nodes.ts";
import { readCampaign } from "./read-campaign.ts";
import { type CampaignRef, idOf, type PuffleEngine, type SequenceNode } from "./types.ts";

/** What `sequenceNodes.build` did. */
export interface BuildReport {
  /** The whole sequence in order, `end` included. */
  readonly nodes: readonly SequenceNode[];
  /** How many of the given nodes stand in it now, those of an earlier call that was cut off included. */
  readonly added: number;
}

export async function buildSequence(
  engine: PuffleEngine,
  campaign: CampaignRef,
  steps: readonly NewNode[],
  options: CallOptions | undefined,
): Promise<BuildReport> {
  const operation = "sequenceNodes.build";
  checkCallOptions(options, operation);
  checkNodes(steps, operation, campaign, false);
  const id = idOf(campaign);
  // The timeout is each request's own: a long sequence is many requests.
  const { campaign: read, detail } = await readCampaign(engine, id, options);
  checkNodes(steps, operation, read, false);
  const wanted = withoutEnd(steps, operation);
  let nodes: readonly SequenceNode[] = detail.sequence_nodes;
  const seed = untouchedSeed(nodes);
  let added = seed ? 0 : alreadyThere(nodes, wanted, operation);
  try {
    const [first] = wanted;
    if (seed && first?.type === seed.type) {
      nodes = await fillIn(engine, id, nodes, seed, first, options);
      added++;
    }
    for (const step of wanted.slice(added)) {
      ({ nodes } = await addNode(engine, id, nodes, { ...step }, options, engine.budget(options)));
      added++;
    }
    if (seed && first?.type !== seed.type) {
      const removed = await engine.answer("deleteSequenceNode", { path: { id }, body: { nodeId: seed.id } }, options);
      nodes = removed.data.sequence_nodes ?? (await readCampaign(engine, id, options)).detail.sequence_nodes;
    }
    return { nodes, added };
  } catch (error) {
    throw stopped(error, { nodes, added }, wanted.length);
  }
}

type Seed = SequenceNode & { readonly type: "email" | "connection_request" };

/** The empty first node that a campaign is created with, while nobody has touched it. */
function untouchedSeed(nodes: readonly SequenceNode[]): Seed | undefined {
  const [first, second, ...more] = nodes;
  if (!first || second?.type !== "end" || more.length > 0) return undefined;
  return isSeed(first) ? first : undefined;
}

function isSeed(node: SequenceNode): node is Seed {
  return (node.type === "email" || node.type === "connection_request") && !node.subject && !node.body;
}

/** Filling the seed in sets values, so it may be sent again. */
async function fillIn(
  engine: PuffleEngine,
  id: string,
  nodes: readonly SequenceNode[],
  seed: Seed,
  step: EmailNode | ConnectionRequestNode,
  options: CallOptions | undefined,
): Promise<readonly SequenceNode[]> {
  const { type: _, ...body } = step;
  if (Object.keys(body).length === 0) return nodes;
  const filled = await engine.call("updateSequenceNode", { path: { id, nodeId: seed.id }, body }, options, {
    pick: "node",
  });
  return nodes.map((node) => (node.id === seed.id ? filled : node));
}

/**
 * How many of the steps stand there already, from an earlier call that did not come to its end. Anything else is left
 * alone: adding the steps behind it would write to people twice.
 */
function alreadyThere(nodes: readonly SequenceNode[], steps: readonly NewNode[], operation: string): number {
  const present = nodes.filter((node) => node.type !== "end");
  const begun = present.every((node, index) => isSameNode(node, { ...steps[index] }));
  if (begun) return present.length;
  const problem = `has a sequence of ${present.length} nodes already that is not the beginning of this one: delete them, or add to it with sequenceNodes.add`;
  throw new InputError([{ field: "campaign", problem }], operation);
}

/** A campaign has its `end`; the steps may name it once more, as their last. */
function withoutEnd(steps: readonly NewNode[], operation: string): readonly NewNode[] {
  const early = steps.findIndex((step, index) => step.type === "end" && index < steps.length - 1);
  if (early >= 0)
    throw new InputError([{ field: `nodes[${early}]`, problem: "is an end before the last node" }], operation);
  return steps.filter((step) => step.type !== "end");
}

function stopped(error: unknown, report: BuildReport, wanted: number): unknown {
  if (!(error instanceof PuffleError) || report.added === 0) return error;
  const message = `sequenceNodes.build: stopped after ${report.added} of ${wanted} nodes: ${error.message}`;
  return IncompleteError.from(error, message, report);
}
