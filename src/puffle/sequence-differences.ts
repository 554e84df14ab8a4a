import { OutcomeUnknownError } from "../core/errors.ts";
import { isSameNode } from "./nodes.ts";
import type { SequenceNode } from "./types.ts";

/**
 * Compares a sequence with the nodes that were put into it, by their ids and by what the service answered for each: a step
 * that somebody else added, or that an attempt added long after it was given up, shows here.
 * @param nodes the sequence as it is
 * @param expected the nodes that it should have before its `end`, as they were answered
 * @throws OutcomeUnknownError saying where they differ, with the ids of the nodes to look at
 */
export function expectSequence(
  operation: string,
  nodes: readonly SequenceNode[],
  expected: readonly SequenceNode[],
): void {
  const last = nodes.at(-1);
  const steps = last?.type === "end" ? nodes.slice(0, -1) : nodes;
  const now = new Map(steps.map((node) => [node.id, node]));
  const ids = new Set(expected.map((node) => node.id));
  const strange = steps.filter((node) => !ids.has(node.id));
  const gone = expected.filter((node) => !now.has(node.id));
  const changed = expected.filter((node) => {
    const found = now.get(node.id);
    return found && !isSameNode(found, { ...node.ai_node, ...node });
  });
  const left = expected.filter((node) => now.has(node.id));
  const known = steps.filter((node) => ids.has(node.id));
  const moved = left.filter((node, index) => known[index]?.id !== node.id);
  const differences = [
    say(strange, "was not added by this call"),
    say(gone, "is gone"),
    say(changed, "was changed"),
    say(moved, "was moved"),
    last?.type === "end" ? [] : ["it does not end with an end"],
  ].flat();
  if (differences.length === 0) return;
  const candidates = [...strange, ...gone, ...changed, ...moved].map((node) => node.id);
  const message = `${operation}: the sequence is not what was asked for: ${differences.join("; ")}. Read it with campaigns.get(id) and put it right before it is launched.`;
  throw new OutcomeUnknownError(message, {
    code: "outcome_unknown",
    operation,
    candidates: [...new Set(candidates)],
  });
}

/** Types, places and ids; never the words, which are written to people. */
function say(nodes: readonly SequenceNode[], what: string): string[] {
  return nodes.map(({ id, type, position }) => `the ${type} node at position ${position} (id ${id}) ${what}`);
}
