import { isConfig, type SourceId } from "./signal-catalog.ts";
import { addSignal } from "./signal-rows.ts";
import type { TypeRecord } from "./signal-state.ts";
import type { World } from "./world.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How long a scan takes, in virtual ms. */
const SCAN_TIME = 5 * MINUTE;

/** Most candidates that a type finds in one source in one scan. */
const MOST_FOUND = 2;

/** Plans the next daily scan, at its slot; a plan that was made before no longer holds. (S A11, A16) */
export function planScan(world: World): void {
  const { signals } = world;
  const plan = ++signals.plan;
  const [hours = 0, minutes = 0] = signals.scanTimeUtc.split(":").map(Number);
  const slot = Math.floor(world.now / DAY) * DAY + (hours * 60 + minutes) * MINUTE;
  world.schedule(slot > world.now ? slot : slot + DAY, () => {
    if (signals.plan !== plan) return;
    scan(world);
    planScan(world);
  });
}

/** A new type is looked for within the hour, and does not wait for the slot. (002) */
export function planFirstScan(world: World, { id }: TypeRecord): void {
  const minutes = world.chance.between(5, 50, "first scan", id);
  world.schedule(world.now + minutes * MINUTE, () => scan(world, id));
}

/** Begins a scan, unless scans are paused; one that has begun is finished whatever is paused. (S A11) */
function scan(world: World, onlyType?: string): void {
  const { signals } = world;
  const types = [...signals.types.values()].filter(({ id, enabled }) => enabled && (onlyType ?? id) === id);
  if (signals.paused || types.length === 0) return;
  const startedAt = world.timestamp;
  signals.pipelineStatus = { status: "running", startedAt, completedAt: null };
  world.schedule(world.now + SCAN_TIME, () => {
    // What was switched off or deleted meanwhile is not looked for any more.
    for (const { id } of types) {
      const type = signals.types.get(id);
      if (type?.enabled) for (const source of signals.sourcesOf(type)) collect(world, type, source, startedAt);
    }
    signals.pipelineStatus = { status: "idle", startedAt, completedAt: world.timestamp };
  });
}

/** What one type finds in one source: what scores 1 is dropped before the feed. (S A16) */
function collect(world: World, type: TypeRecord, sourceId: SourceId, scanned: string): void {
  const { chance, signals } = world;
  const source = signals.sources.get(sourceId);
  // A config that does not fit drops the scan, without a word. (S A9)
  if (!source || !isConfig(source.config)) return;
  const keywords = [...type.keywords, ...(type.sources.get(sourceId)?.extraKeywords ?? [])];
  // Structured types have no keywords: they are looked for by their config. (S A4)
  if (type.kind === "keyword" && keywords.length === 0) return;
  const draw = ["scan", type.id, sourceId, scanned] as const;
  const scores = new Map<string, number[]>(keywords.map((keyword) => [keyword, []]));
  const found = chance.between(0, MOST_FOUND, ...draw);
  for (let index = 0; index < found; index++) {
    const score = chance.between(1, 3, ...draw, "score", index);
    if (score < 2) continue;
    const [first, ...more] = keywords;
    if (first !== undefined) scores.get(chance.pick([first, ...more], ...draw, "keyword", index))?.push(score);
    addSignal(world, { signalTypeId: type.id, sourceId, score });
  }
  for (const [keyword, found] of scores) count(world, type, sourceId, keyword, found, scanned);
}

/** Keeps what a keyword has brought. */
function count(
  world: World,
  type: TypeRecord,
  sourceId: SourceId,
  keyword: string,
  scores: readonly number[],
  at: string,
): void {
  const { chance, signals } = world;
  const name = `${type.id} ${sourceId} ${keyword}`;
  let record = signals.keywords.get(name);
  if (!record) {
    const [id, order] = [world.newId("signal keyword"), signals.keywords.size];
    record = { id, order, keyword, typeId: type.id, sourceId, raw: 0, prefilter: 0, scores: [], runs: [] };
    signals.keywords.set(name, record);
  }
  const prefilterCount = scores.length + chance.between(0, 5, "prefilter", name, at);
  const rawCount = prefilterCount + chance.between(0, 20, "raw", name, at);
  record.raw += rawCount;
  record.prefilter += prefilterCount;
  record.scores.push(...scores);
  record.runs.push({ scannedAt: at, rawCount, prefilterCount, validatedCount: scores.length });
}
