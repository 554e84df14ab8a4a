import { ok, type Reply } from "../handlers.ts";
import { creditsShort, PRICES } from "./credits.ts";
import type { Shaping } from "./handlers.ts";
import { invalidRequest } from "./refusal.ts";
import type { Side, SignalRecord } from "./signal-state.ts";
import type { Schemas } from "./wire.ts";
import type { World } from "./world.ts";

/** How long another call takes to write a draft, in virtual ms. */
const WRITING_TIME = 5_000;

const IN_FLIGHT = "already_in_flight";

/**
 * Writes drafts, each for credits, and keeps them on the signals. (S A12)
 * @throws Refusal 400, or 402 with the sums, where the balance doesn't cover every draft: none is written then
 */
export function generate(
  world: World,
  { items }: Schemas["SignalMessagesGeneration"],
  { inFlight }: Shaping,
): Reply<Schemas["SignalMessagesGenerated"]> {
  const wanted = items.map(({ id, dm, comment }, index) => {
    const sides: Side[] = [...(dm ? (["dm"] as const) : []), ...(comment ? (["comment"] as const) : [])];
    if (sides.length === 0) throw invalidRequest(`items[${index}]: set at least one of dm and comment to true`);
    return { id, sides, record: world.signals.signals.get(id) };
  });
  if (inFlight) for (const { record } of wanted) if (record) occupy(world, record, inFlight);

  const claimed = new Set<string>();
  const plan = wanted.map(({ id, sides, record }) => {
    // The second of two equal requests in one call meets the first.
    const free = sides.filter((side) => record && !record.busy.has(side) && !claimed.has(`${id} ${side}`));
    for (const side of free) claimed.add(`${id} ${side}`);
    return { id, sides, record, free };
  });
  const required = plan.reduce((sum, { free }) => sum + free.length, 0) * PRICES.AI_MESSAGE_GENERATION;
  if (required > world.credits) throw creditsShort(world, required);
  world.credits -= required;
  return ok({ results: plan.map((one) => resultOf(world, one)) });
}

interface Planned {
  readonly id: string;
  readonly sides: readonly Side[];
  readonly free: readonly Side[];
  readonly record: SignalRecord | undefined;
}

/** The page and its example don't agree on where the id and an error are: the seed chooses. */
function resultOf(world: World, { id, sides, free, record }: Planned): Schemas["SignalMessageResult"] {
  const named = world.chance.of("generated id") < 0.5 ? { id } : { signalId: id };
  if (!record) return { ...named, dm: null, comment: null, error: "not_found" };
  for (const side of free) write(record, side);
  const busy = sides.filter((side) => !free.includes(side));
  const onItem = busy.length > 0 && world.chance.of("in flight on the item") < 0.5;
  const error = (side: Side) => (busy.includes(side) && !onItem ? { error: IN_FLIGHT } : undefined);
  const person = world.signals.entities.get(record.row.personEntityId ?? "")?.person;
  const { dmText, commentText, url } = record.row;
  const profileUrl = person?.linkedinUrl ?? null;
  const dm = free.includes("dm")
    ? { text: dmText ?? null, profileUrl, messagingUrl: profileUrl && `${profileUrl}/message` }
    : error("dm");
  const comment = free.includes("comment") ? { text: commentText ?? null, sourceUrl: url ?? null } : error("comment");
  return { ...named, dm: dm ?? null, comment: comment ?? null, error: onItem ? IN_FLIGHT : null };
}

function write(record: SignalRecord, side: Side): void {
  const { entityPerson, title } = record.row;
  if (side === "dm") record.row = { ...record.row, dmText: `Hi ${entityPerson ?? "there"}, I read "${title ?? ""}".` };
  else record.row = { ...record.row, commentText: `Well put. "${title ?? ""}" is what we see as well.` };
}

/** Another call writes these drafts now, and has written them after a while. */
function occupy(world: World, record: SignalRecord, which: NonNullable<Shaping["inFlight"]>): void {
  const sides: readonly Side[] = which === "both" ? ["dm", "comment"] : [which];
  for (const side of sides) {
    if (record.busy.has(side)) continue;
    record.busy.add(side);
    world.schedule(world.now + WRITING_TIME, () => {
      record.busy.delete(side);
      write(record, side);
    });
  }
}
