import { InputError, type Problem } from "../core/errors.ts";
import { at, member } from "../core/record.ts";
import type { Campaign, CampaignRef, Channel, SequenceNode } from "./types.ts";

/** An email. The first of a sequence needs a subject; one that replies on the thread (`is_reply`) may have an empty one. */
export interface EmailNode {
  readonly type: "email";
  /** Variables as `%first_name%`, `%company%`, `%custom_fields.<key>%`. */
  readonly subject: string;
  readonly body: string;
  readonly is_reply?: boolean;
  readonly signature?: string;
}

/** A LinkedIn invitation; with `include_message` it carries `body`, 300 characters at most. */
export interface ConnectionRequestNode {
  readonly type: "connection_request";
  readonly include_message?: boolean;
  readonly body?: string;
}

/** A LinkedIn message. */
export interface MessageNode {
  readonly type: "message";
  readonly body: string;
}

/** A pause between two steps: from 1 minute to 30 days altogether. */
export interface DelayNode {
  readonly type: "delay";
  readonly delay_days?: number;
  readonly delay_hours?: number;
  readonly delay_minutes?: number;
}

/** A step that is written per lead. */
export interface AiStepNode {
  readonly type: "ai";
  /** What the step is to achieve. */
  readonly purpose: string;
  /** What it writes, such as `email`. */
  readonly output_type: string;
}

/** The terminal node. A campaign is created with one. */
export interface EndNode {
  readonly type: "end";
}

/** The nodes that each channel takes (P31). */
export interface ChannelNodes {
  readonly email: EmailNode | DelayNode | AiStepNode | EndNode;
  readonly linkedin: ConnectionRequestNode | MessageNode | DelayNode | AiStepNode | EndNode;
}

/** A step to add to a sequence. */
export type NewNode = ChannelNodes[Channel];

/** The nodes that a campaign takes: its channel's where the type tells it, else any. */
export type NodeFor<Ref> = Ref extends { readonly type: infer Type }
  ? Type extends Channel
    ? ChannelNodes[Type]
    : NewNode
  : NewNode;

const CHANNEL_TYPES: Readonly<Record<string, readonly string[]>> = {
  email: ["email", "delay", "ai", "end"],
  linkedin: ["connection_request", "message", "delay", "ai", "end"],
};

/** Which members each type has, and which of them it cannot do without (P32). */
const MEMBERS: Readonly<Record<string, { readonly needs: readonly string[]; readonly may: readonly string[] }>> = {
  email: { needs: ["subject", "body"], may: ["is_reply", "signature"] },
  connection_request: { needs: [], may: ["include_message", "body"] },
  message: { needs: ["body"], may: [] },
  delay: { needs: [], may: ["delay_days", "delay_hours", "delay_minutes"] },
  ai: { needs: ["purpose", "output_type"], may: [] },
  end: { needs: [], may: [] },
};

/** What the members are, where they are not strings. */
const KINDS: Readonly<Record<string, string>> = {
  is_reply: "boolean",
  include_message: "boolean",
  delay_days: "number",
  delay_hours: "number",
  delay_minutes: "number",
};

/** An invitation's message is no longer than this, in characters. */
const LONGEST_INVITATION = 300;

/**
 * Refuses nodes before anything is sent.
 * @param ref the campaign: its type tells the channel, where it is known
 * @throws InputError naming everything that is wrong with all of them
 */
export function checkNodes(nodes: unknown, operation: string, ref: CampaignRef | Campaign, placed: boolean): void {
  const channel = typeof ref === "object" && ref !== null ? ref.type : undefined;
  const problems = !Array.isArray(nodes)
    ? [{ field: "nodes", problem: "must be an array of nodes" }]
    : nodes.length === 0
      ? [{ field: "nodes", problem: "is empty: there is nothing to add" }]
      : nodes.flatMap((node: unknown, index) =>
          nodeProblems(node, placed ? "node" : `nodes[${index}]`, channel, placed),
        );
  if (problems.length > 0) throw new InputError(problems, operation);
}

/**
 * Everything that is wrong with a node.
 * @param field where it stands, such as `nodes[2]`
 * @param channel the campaign's, where it is known
 * @param placed whether a `position` may stand there
 */
function nodeProblems(node: unknown, field: string, channel: string | undefined, placed: boolean): Problem[] {
  if (typeof node !== "object" || node === null)
    return [{ field, problem: `must be a node with a type, got ${node === null ? "null" : typeof node}` }];
  const values = Object.entries(node).filter(([, value]) => value !== undefined);
  const { type, position, ...members }: Record<string, unknown> = Object.fromEntries(values);
  if (typeof type !== "string" || !Object.hasOwn(MEMBERS, type))
    return [{ field: `${field}.type`, problem: `must be one of ${Object.keys(MEMBERS).join(", ")}` }];
  const found = [
    ...placeProblems(position, placed),
    ...channelProblems(type, channel),
    ...memberProblems(type, members),
    ...invitationProblems(type, members),
  ];
  const wrongDelay = type === "delay" && found.length === 0 ? delayProblem(node) : undefined;
  if (wrongDelay !== undefined) found.push(["", wrongDelay]);
  return found.map(([name, problem]) => ({ field: name ? `${field}.${name}` : field, problem }));
}

/** A member's name and what is wrong with it; no name where it is the node as a whole. */
type MemberProblem = readonly [name: string, problem: string];

function placeProblems(position: unknown, placed: boolean): MemberProblem[] {
  if (position === undefined) return [];
  const problem = placed ? positionProblem(position) : "is not a member here: the nodes are added in their order";
  return problem === undefined ? [] : [["position", problem]];
}

/** P31. */
function channelProblems(type: string, channel: string | undefined): MemberProblem[] {
  const allowed = channel !== undefined && Object.hasOwn(CHANNEL_TYPES, channel) ? CHANNEL_TYPES[channel] : undefined;
  if (!allowed || allowed.includes(type)) return [];
  return [["type", `is ${type}, but ${channel} campaigns take ${allowed.join(", ")}`]];
}

/** P32: what is missing, what belongs to other types, and what is of the wrong kind. */
function memberProblems(type: string, members: Readonly<Record<string, unknown>>): MemberProblem[] {
  const { needs, may } = MEMBERS[type] ?? { needs: [], may: [] };
  const missing = needs.filter((name) => !Object.hasOwn(members, name));
  const wrong = Object.entries(members).flatMap(([name, value]): MemberProblem[] => {
    if (!needs.includes(name) && !may.includes(name)) return [[name, `is not a member of ${type} nodes`]];
    const kind = KINDS[name] ?? "string";
    const got = value === null ? "null" : typeof value;
    return got === kind ? [] : [[name, `must be a ${kind}, got ${got}`]];
  });
  return [...missing.map((name): MemberProblem => [name, `is missing: ${type} nodes need it`]), ...wrong];
}

/** P32: the words that an invitation carries, counted as a person counts them. */
function invitationProblems(type: string, members: Readonly<Record<string, unknown>>): MemberProblem[] {
  const { body, include_message } = members;
  if (type !== "connection_request" || include_message !== true || typeof body !== "string") return [];
  const { length } = [...body];
  return length > LONGEST_INVITATION
    ? [["body", `has ${length} characters, an invitation takes ${LONGEST_INVITATION}`]]
    : [];
}

/** What is wrong with a place in the sequence. */
export function positionProblem(position: unknown): string | undefined {
  return Number.isInteger(position) && Number(position) >= 0 ? undefined : "must be a whole number from 0";
}

/** What is wrong with a delay: it totals 1 minute to 30 days (P37). */
export function delayProblem(
  node: Pick<SequenceNode, "delay_days" | "delay_hours" | "delay_minutes">,
): string | undefined {
  const parts = [node.delay_days ?? 0, node.delay_hours ?? 0, node.delay_minutes ?? 0];
  if (!parts.every((part) => Number.isInteger(part) && part >= 0)) return "must be whole numbers from 0";
  const [days = 0, hours = 0, minutes = 0] = parts;
  const total = (days * 24 + hours) * 60 + minutes;
  return total >= 1 && total <= 30 * 24 * 60 ? undefined : "must total from 1 minute to 30 days";
}

/**
 * Whether a node that was read is the one that was sent.
 * @param sent a step, or the body that adds it: an `ai` node's is only the row, so its description is not compared
 */
export function isSameNode(found: SequenceNode, sent: object): boolean {
  const same = (name: string) => (member(found, name) ?? EMPTY[name]) === (member(sent, name) ?? EMPTY[name]);
  const described = (name: string) =>
    member(sent, name) === undefined || at(found, `ai_node.${name}`) === member(sent, name);
  return found.type === member(sent, "type") && Object.keys(EMPTY).every(same) && DESCRIPTION.every(described);
}

/** Whether an `ai` node was given its purpose: until then it is an empty row (P35). */
export function isDescribed({ ai_node }: SequenceNode): boolean {
  return DESCRIPTION.some((name) => Boolean(member(ai_node, name)));
}

/** What an `ai` node is given in a second step, and answers in `ai_node`. */
const DESCRIPTION = ["purpose", "output_type"] as const;

/** What the service may answer for a member that was not sent. */
const EMPTY: Readonly<Record<string, unknown>> = {
  subject: "",
  body: "",
  signature: "",
  include_message: false,
  is_reply: false,
  delay_days: 0,
  delay_hours: 0,
  delay_minutes: 0,
};
