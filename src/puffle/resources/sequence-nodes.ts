import { asGiven } from "../../core/as-given.ts";
import type { Call } from "../../core/call.ts";
import type { CallOptions } from "../../core/options.ts";
import type { BuildReport } from "../build-sequence.ts";
import { flows } from "../flows.ts";
import type { NewNode, NodeFor } from "../nodes.ts";
import type { SequenceTurns } from "../sequence-turns.ts";
import { type CampaignRef, idOf, type PuffleEngine, type SequenceNode, type SequenceNodeUpdate } from "../types.ts";

/** A campaign's sequence. It changes only while the campaign is a draft (P36). */
export class SequenceNodes {
  readonly #engine: PuffleEngine;
  #turns: SequenceTurns | undefined;

  /** @internal */
  constructor(engine: PuffleEngine) {
    this.#engine = engine;
  }

  /**
   * Adds one node, before the terminal `end` unless `position` says otherwise (P33). An `ai` node's purpose and output
   * type are set in the same call (P35). To add several, use `build`.
   *
   * May not be resent blindly: a lost answer is settled by comparing the sequence with the one before, which is read first
   * (P17). Calls of one client that add to the same campaign wait for one another.
   * @param campaign a campaign or its id; with a campaign whose channel is known, another channel's node doesn't compile (P31)
   * @param node the node, with its type's members (P32); `position` counts from 0
   * @returns the sequence in order, also where the service could not read it back (P34)
   * @throws InputError naming everything that is wrong with the node, before it is sent
   * @throws OutcomeUnknownError with the candidates, when it can't be told whether or where the node stands
   * @throws IncompleteError when an `ai` node exists without its purpose; `report.nodeId` names it
   * @throws CampaignNotDraftError, NotFoundError
   */
  async add<Ref extends CampaignRef>(
    campaign: Ref,
    node: NodeFor<Ref> & { readonly position?: number },
    options?: CallOptions,
  ): Promise<readonly SequenceNode[]> {
    const step: NewNode & { readonly position?: number } = node;
    const given = asGiven(step);
    const { addOneNode, SequenceTurns } = await flows();
    this.#turns ??= new SequenceTurns(this.#engine);
    return addOneNode(this.#engine, this.#turns, campaign, given, options);
  }

  /**
   * Makes these nodes the sequence of a draft: in order, before the terminal `end` (P33). The empty first node that a new
   * campaign comes with is filled in or removed. Called again after it was cut off, it goes on where it stopped; a
   * campaign that has another sequence already is refused.
   *
   * May not be resent blindly: each node is added exactly once, as `add` does, and the sequence is read at the end to see
   * that it is the one that was asked for (P17). The `timeout` is each request's own.
   * @param campaign a campaign or its id; the campaign is read first, so wrong nodes are refused before anything is sent
   * @param nodes the steps, `end` not needed
   * @returns a report: the whole sequence, and how many nodes were added
   * @throws InputError naming everything that is wrong with all the nodes, or when there is another sequence
   * @throws IncompleteError when it stopped half-way; `report` holds the sequence as far as it came. With the outcome
   * `unknown` it holds something else than was asked for, which the message names: look at it before you launch
   * @throws CampaignNotDraftError, NotFoundError when nothing was changed
   * @example
   * await puffle.sequenceNodes.build(campaign, [
   *   { type: "email", subject: "Quick question", body: "Hi %first_name%, …" },
   *   { type: "delay", delay_days: 3 },
   *   { type: "email", subject: "", body: "Following up …", is_reply: true },
   * ]);
   */
  async build<Ref extends CampaignRef>(
    campaign: Ref,
    nodes: readonly NodeFor<Ref>[],
    options?: CallOptions,
  ): Promise<BuildReport> {
    const steps: readonly NewNode[] = nodes;
    const given = asGiven(steps);
    const { buildSequence, SequenceTurns } = await flows();
    this.#turns ??= new SequenceTurns(this.#engine);
    return buildSequence(this.#engine, this.#turns, campaign, given, options);
  }

  /**
   * Moves a node. May be resent.
   * @param toPosition where to, from 0
   * @returns the sequence in order (P34)
   * @throws CampaignNotDraftError, NotFoundError
   */
  async move(
    campaign: CampaignRef,
    nodeId: string,
    toPosition: number,
    options?: CallOptions,
  ): Promise<readonly SequenceNode[]> {
    const { moveNode } = await flows();
    return moveNode(this.#engine, campaign, nodeId, toPosition, options);
  }

  /**
   * Deletes a node for good; without its `end` a campaign can't be launched. May be resent: a node that is gone already is
   * success.
   * @returns the sequence in order (P34)
   * @throws CampaignNotDraftError, NotFoundError (when it is the campaign that is missing)
   */
  async delete(campaign: CampaignRef, nodeId: string, options?: CallOptions): Promise<readonly SequenceNode[]> {
    const { deleteNode } = await flows();
    return deleteNode(this.#engine, campaign, nodeId, options);
  }

  /**
   * Changes a node's content; only the members that are sent. Its type never changes. May be resent.
   * @returns the node
   * @throws CampaignNotDraftError, NotFoundError
   */
  update(campaign: CampaignRef, nodeId: string, body: SequenceNodeUpdate, options?: CallOptions): Call<SequenceNode> {
    return this.#engine.call("updateSequenceNode", { path: { id: idOf(campaign), nodeId }, body }, options, {
      pick: "node",
    });
  }
}
