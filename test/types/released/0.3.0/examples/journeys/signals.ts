/**
 * Journey 3: say what to look for, read what was found, and draft messages about the best of it.
 * `npx tsx examples/journeys/signals.ts "Route planning" "route planning,empty trips"`
 */
import { fileURLToPath } from "node:url";
import { Puffle, type Signal, throwIfAnyFailed } from "puffle-sdk";

/** Makes the type where it is new, and has it looked for where people talk. What it finds comes with the next daily scan. */
export async function lookFor(puffle: Puffle, label: string, keywords: readonly string[]): Promise<string> {
  await puffle.context.require();
  const type = await puffle.signals.types.create(
    { label, keywords, prompt: `Is this about ${label}, by somebody who could buy?` },
    { ifExists: "return" },
  );
  const report = await puffle.signals.sources.update([
    { id: "linkedin_posts", enabled: true },
    { id: "reddit", enabled: true },
  ]);
  throwIfAnyFailed(report);
  return type.id;
}

export interface Drafted {
  readonly signal: Signal;
  readonly message: string;
}

/**
 * Has direct messages drafted for the best signals that have none, and marks those signals as right.
 * @param most how many, since each costs credits
 */
export async function draftMessages(puffle: Puffle, most: number): Promise<Drafted[]> {
  await puffle.context.require();
  const best: Signal[] = [];
  for await (const signal of puffle.signals.list({ minScore: 3 })) {
    if (!signal.dmText) best.push(signal);
    if (best.length >= most) break;
  }
  if (best.length === 0) return [];
  const { credits } = await puffle.credits.estimate("AI_MESSAGE_GENERATION", best.length);
  console.log(`${best.length} drafts, ${credits ?? "nobody knows how many"} credits`);

  const { results, errors } = await puffle.signals.generate(best.map(({ id }) => ({ id, dm: true })));
  for (const { id, error } of errors) console.log(`No draft for ${id}: ${error}`);
  const drafted = best.flatMap((signal) => {
    const message = results.find(({ id }) => id === signal.id)?.dm?.text;
    return message ? [{ signal, message }] : [];
  });
  if (drafted.length > 0)
    throwIfAnyFailed(await puffle.signals.update(drafted.map(({ signal }) => ({ id: signal.id, vote: "up" }))));
  return drafted;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [label = "", keywords = ""] = process.argv.slice(2);
  const puffle = new Puffle({ spendLimit: 100 });
  await lookFor(puffle, label, keywords.split(","));
  for (const { signal, message } of await draftMessages(puffle, 10)) console.log(`${signal.url}\n${message}\n`);
}
