import { checkCallOptions } from "../core/call-options.ts";
import { InputError, PuffleError } from "../core/errors.ts";
import { incomplete } from "../core/incomplete.ts";
import type { CallOptions } from "../core/options.ts";
import { addNode, describeAiNode } from "./add-node.ts";
import { deleteNode } from "./change-sequence.ts";
import { type AiStepNode, checkNodes, isDescribed, isSameNode, type NewNode } from "./nodes.ts";
import { readSequence } from "./read-sequence.ts";
import { expectSequence } from "./sequence-differences.ts";
import type { SequenceTurns } from "./sequence-turns.ts";
import { type CampaignRef, idOf, type PuffleEngine, type SequenceNode } from "./types.ts";

/** What `sequenceNodes.build` did. */
export interface BuildReport {
  /** The whole sequence in order, `end` included. */
  readonly nodes: readonly SequenceNode[];
  /** How many of the given nodes stand in it now, those of an earlier call that was cut off included. */
  readonly added: number;
}

const OPERATION = "sequenceNodes.build";

/** Makes the steps the sequence of a draft, each exactly once, and reads it at the end to see that it is so. */
export async function buildSequence(
  engine: PuffleEngine,
  turns: SequenceTurns,
  campaign: CampaignRef,
  steps: readonly NewNode[],
  options: CallOptions | undefined,
): Promise<BuildReport> {
  checkCallOptions(options, OPERATION);
  checkNodes(steps, OPERATION, campaign, false);
  const wanted = withoutEnd(steps);
  const id = idOf(campaign);
  // The timeout is each request's own: a long sequence is many requests.
  const budget = { signal: options?.signal, endsAt: Number.POSITIVE_INFINITY };
  return turns.take(id, OPERATION, budget, async () => {
    const { campaign: read, nodes } = await readSequence(engine, id, options);
    checkNodes(wanted, OPERATION, read, false);
    return new Build(engine, id, wanted, options, nodes).run();
  });
}

/** One build under way. */
class Build {
  readonly #engine: PuffleEngine;
  readonly #id: string;
  readonly #wanted: readonly NewNode[];
  readonly #options: CallOptions | undefined;
  /** The sequence as it was seen last. */
  #nodes: readonly SequenceNode[];
  /** The empty node that a campaign is created with, as long as it stands in front. */
  #seed: SequenceNode | undefined;
  /** The nodes that stand for the first steps, as the service answered them. */
  readonly #done: SequenceNode[];
  #changed = false;

  constructor(
    engine: PuffleEngine,
    id: string,
    wanted: readonly NewNode[],
    options: CallOptions | undefined,
    nodes: readonly SequenceNode[],
  ) {
    this.#engine = engine;
    this.#id = id;
    this.#wanted = wanted;
    this.#options = options;
    this.#nodes = nodes;
    const { seed, begun } = whatStands(nodes, wanted);
    this.#seed = seed;
    this.#done = [...begun];
  }

  async run(): Promise<BuildReport> {
    try {
      await this.#fillIn();
      await this.#describeLast();
      for (const step of this.#wanted.slice(this.#done.length)) await this.#add(step);
      await this.#removeSeed();
      if (this.#changed) await this.#look();
    } catch (error) {
      throw this.#stopped(error);
    }
    return this.#report();
  }

  /** Makes the seed the first step where it is of that type. It sets values, so it may be sent again. */
  async #fillIn(): Promise<void> {
    const [first] = this.#wanted;
    const seed = this.#seed;
    if (first?.type !== "email" && first?.type !== "connection_request") return;
    if (!seed || seed.type !== first.type || this.#done.length > 0) return;
    const { type: _, ...body } = first;
    const input = { path: { id: this.#id, nodeId: seed.id }, body };
    const node = await this.#engine.call("updateSequenceNode", input, this.#options, { pick: "node" });
    this.#seed = undefined;
    this.#put({ ...seed, ...node });
  }

  /** An earlier call may have been cut off between the two steps of an `ai` node. */
  async #describeLast(): Promise<void> {
    const step = this.#wanted[this.#done.length - 1];
    const row = this.#done.at(-1);
    if (!row || step?.type !== "ai" || isDescribed(row)) return;
    this.#done.pop();
    await this.#describe(row, step);
  }

  async #add(step: NewNode): Promise<void> {
    const budget = this.#engine.budget(this.#options);
    const { nodes, added } = await addNode(this.#engine, this.#id, this.#nodes, step, this.#options, budget);
    this.#nodes = nodes;
    this.#changed = true;
    // Adding behind what somebody else adds meanwhile would only make more to clear up.
    this.#expect([...this.#done, added]);
    if (step.type === "ai") await this.#describe(added, step);
    else this.#put(added);
  }

  async #describe(row: SequenceNode, step: AiStepNode): Promise<void> {
    const before = { nodes: this.#nodes, added: row };
    const budget = this.#engine.budget(this.#options);
    const node = await describeAiNode(this.#engine, this.#id, before, step, this.#options, budget);
    this.#put({ ...row, ...node });
  }

  async #removeSeed(): Promise<void> {
    if (!this.#seed) return;
    this.#nodes = await deleteNode(this.#engine, this.#id, this.#seed.id, this.#options);
    this.#changed = true;
    this.#seed = undefined;
  }

  /** Somebody else, or an attempt that came late, may have changed what was answered before. */
  async #look(): Promise<void> {
    this.#nodes = (await readSequence(this.#engine, this.#id, this.#options)).nodes;
    this.#expect(this.#done);
  }

  #expect(steps: readonly SequenceNode[]): void {
    expectSequence(OPERATION, this.#nodes, this.#seed ? [this.#seed, ...steps] : steps);
  }

  #put(node: SequenceNode): void {
    this.#done.push(node);
    this.#nodes = this.#nodes.map((one) => (one.id === node.id ? node : one));
    this.#changed = true;
  }

  #report(): BuildReport {
    return { nodes: this.#nodes, added: this.#done.length };
  }

  /** What was done is only worth telling where this call has done something. */
  #stopped(error: unknown): unknown {
    if (!(error instanceof PuffleError) || !this.#changed) return error;
    const message = `${OPERATION}: stopped after ${this.#done.length} of ${this.#wanted.length} nodes: ${error.message}`;
    return incomplete(error, message, this.#report());
  }
}

/**
 * What stands there of the steps already, from an earlier call that did not come to its end, and the seed in front. Anything
 * else is left alone: adding the steps behind it would write to people twice.
 * @throws InputError when the campaign has another sequence
 */
function whatStands(
  nodes: readonly SequenceNode[],
  wanted: readonly NewNode[],
): { readonly seed: SequenceNode | undefined; readonly begun: readonly SequenceNode[] } {
  const steps = nodes.at(-1)?.type === "end" ? nodes.slice(0, -1) : nodes;
  const [first, ...rest] = steps;
  const seed = first && isSeed(first) && !(wanted[0] && isSameNode(first, wanted[0])) ? first : undefined;
  const begun = seed ? rest : steps;
  const isBeginning = begun.every((node, index) => {
    const step = wanted[index];
    const isCutOff = index === begun.length - 1 && step?.type === "ai" && node.type === "ai" && !isDescribed(node);
    return step && (isCutOff || isSameNode(node, step));
  });
  if (isBeginning) return { seed, begun };
  const problem = `has a sequence of ${steps.length} nodes already that is not the beginning of this one: delete them, or add to it with sequenceNodes.add`;
  throw new InputError([{ field: "campaign", problem }], OPERATION);
}

/** An email or invitation that nobody has touched since the campaign was created. */
function isSeed(node: SequenceNode): boolean {
  const { type } = node;
  return (type === "email" || type === "connection_request") && isSameNode(node, { type });
}

/** A campaign has its `end`; the steps may name it once more, as their last. */
function withoutEnd(steps: readonly NewNode[]): readonly NewNode[] {
  const refuse = (field: string, problem: string) => new InputError([{ field, problem }], OPERATION);
  const early = steps.findIndex((step, index) => step.type === "end" && index < steps.length - 1);
  if (early >= 0) throw refuse(`nodes[${early}]`, "is an end before the last node");
  const wanted = steps.filter((step) => step.type !== "end").map((step) => ({ ...step }));
  if (wanted.length === 0) throw refuse("nodes", "has nothing before its end");
  return wanted;
}
