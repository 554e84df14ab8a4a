import { ok } from "../handlers.ts";
import type { Handlers } from "./handlers.ts";
import { invalidRequest, refusal } from "./refusal.ts";
import { COLORS, CONFIG_SCHEMA, isSource } from "./signal-catalog.ts";
import { planFirstScan, planScan } from "./signal-scan.ts";
import { chosenSources, everySource, MOST_TYPES, type SignalState, type TypeRecord } from "./signal-state.ts";
import { checkLength, idsIn, outcomes } from "./signals.ts";
import type { Schemas } from "./wire.ts";
import type { World } from "./world.ts";

/** Types, sources and the daily scan. */
export const signalSettings: Handlers = {
  listSignalTypes({ query = {} }, world) {
    const state = seeded(world);
    const ids = idsIn(query.ids);
    const types = [...state.types.values()].filter(({ id }) => ids?.has(id) ?? true);
    types.sort((a, b) => a.position - b.position);
    return ok({ types: types.map((type) => state.typeView(type)) });
  },

  createSignalType({ body }, world) {
    const state = seeded(world);
    const { label, description = null, keywords = [], prompt = null, allowedSources, sourceOverrides = [] } = body;
    if (label.trim() === "") throw invalidRequest("label: must not be empty");
    if (state.types.size >= MOST_TYPES) throw refusal(world.chance, 400, "signal_types_full", { count: MOST_TYPES });
    if (isTaken(state, label)) throw refusal(world.chance, 409, "signal_label_taken", { name: label });
    const sources = chosenSources(everySource(), sourceOverrides);
    if (!sources) throw invalidRequest("sourceOverrides: names an unknown source");
    if (!(allowedSources ?? []).every(isSource)) throw invalidRequest("allowedSources: names an unknown source");
    const type: TypeRecord = {
      id: world.newId("signal type"),
      builtIn: false,
      kind: "keyword",
      color: COLORS[state.types.size % COLORS.length] ?? COLORS[0],
      label,
      description,
      enabled: true,
      position: Math.max(...[...state.types.values()].map(({ position }) => position)) + 1,
      keywords: [...keywords],
      prompt,
      examples: [],
      structuredConfig: null,
      allowedSources: allowedSources ?? null,
      sources,
    };
    state.types.set(type.id, type);
    planFirstScan(world, type);
    return ok({ type: state.typeView(type) });
  },

  updateSignalTypes({ body }, world) {
    const state = seeded(world);
    checkLength("updateSignalTypes", body.items);
    const outcome = outcomes();
    for (const item of body.items) {
      const error = changeType(state, item);
      if (error === undefined) outcome.updated.push(item.id);
      else outcome.errors.push({ id: item.id, error });
    }
    return ok(outcome);
  },

  deleteSignalTypes({ body }, world) {
    const state = seeded(world);
    const deleted: string[] = [];
    const errors: Schemas["BatchDeleteResult"]["errors"] = [];
    for (const id of body.ids) {
      const type = state.types.get(id);
      if (!type || type.builtIn) {
        errors.push({ id, error: type ? "built_in" : "not_found" });
        continue;
      }
      state.types.delete(id);
      for (const [name, { typeId }] of state.keywords) if (typeId === id) state.keywords.delete(name);
      deleted.push(id);
    }
    return ok({ deleted, errors });
  },

  listSignalSources(_, { signals: state }) {
    // All that is documented of this answer is that each source has a `configSchema`. (S A8)
    const sources = [...state.sources.values()].map(({ id, enabled, config }) => {
      return { id, enabled, config: { ...config }, configSchema: CONFIG_SCHEMA };
    });
    return ok({ sources });
  },

  updateSignalSources({ body }, { signals: state }) {
    const outcome = outcomes();
    for (const { id, enabled, config } of body.items) {
      const source = isSource(id) ? state.sources.get(id) : undefined;
      if (!source) {
        outcome.errors.push({ id, error: "not_found" });
        continue;
      }
      if (enabled !== undefined) source.enabled = enabled;
      // Replaced, not merged, and not looked at before the next scan. (S A9)
      if (config !== undefined) source.config = { ...config };
      outcome.updated.push(id);
    }
    return ok(outcome);
  },

  getSignalSettings: (_, { signals: state }) => ok(settingsView(state)),

  updateSignalSettings({ body: { paused, scanTimeUtc } }, world) {
    const { signals: state } = world;
    if (paused !== undefined) state.paused = paused;
    if (scanTimeUtc !== undefined && scanTimeUtc !== state.scanTimeUtc) {
      state.scanTimeUtc = scanTimeUtc;
      planScan(world);
    }
    return ok(settingsView(state));
  },
};

/** The built-in types are there as soon as anybody looks. (S A4) */
function seeded(world: World): SignalState {
  world.signals.seed((kind) => world.newId(kind));
  return world.signals;
}

function settingsView({ paused, scanTimeUtc, pipelineStatus }: SignalState): Schemas["SignalSettings"] {
  return { paused, scanTimeUtc, pipelineStatus: pipelineStatus && { ...pipelineStatus } };
}

function isTaken({ types }: SignalState, label: string, but?: TypeRecord): boolean {
  return [...types.values()].some((type) => type !== but && type.label === label);
}

/**
 * Changes one type, all checks first.
 * @returns why it can't be changed; of these errors only `not_found` and `built_in` are documented
 */
function changeType(state: SignalState, item: Schemas["SignalTypeUpdate"]): string | undefined {
  const type = state.types.get(item.id);
  if (!type) return "not_found";
  const { label, description, keywords, prompt, enabled, position, structuredConfig } = item;
  const { allowedSources, sourceOverrides } = item;
  if (label !== undefined && label !== type.label) {
    if (type.builtIn) return "built_in";
    if (label.trim() === "") return "invalid_label";
    if (isTaken(state, label, type)) return "label_taken";
  }
  // Replaced as a whole: what is not named is off from then on. (S A6)
  const sources = sourceOverrides ? chosenSources(new Map(), sourceOverrides) : type.sources;
  if (!sources || !(allowedSources ?? []).every(isSource)) return "unknown_source";
  if (structuredConfig !== undefined && type.kind !== "structured") return "not_structured";

  if (label !== undefined) type.label = label;
  if (description !== undefined) type.description = description;
  // Structured types keep none, and built-in ones ignore a prompt. (S A4, A6)
  if (keywords !== undefined && type.kind === "keyword") type.keywords = [...keywords];
  if (prompt !== undefined && !type.builtIn) type.prompt = prompt;
  if (enabled !== undefined) type.enabled = enabled;
  if (position !== undefined) type.position = position;
  if (structuredConfig !== undefined) type.structuredConfig = { ...structuredConfig };
  if (allowedSources !== undefined) type.allowedSources = [...allowedSources];
  type.sources = sources;
  return undefined;
}
