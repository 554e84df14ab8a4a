/** Milliseconds to import each client in a process of its own, above what an almost empty module takes. */
import { clients, load } from "./clients/index.mjs";
import { importInTurn } from "./import-once.mjs";
import { median } from "./statistics.mjs";

const ROUNDS = 20;

const named = [];
for (const name of clients) {
  const { specifier } = await load(name);
  if (specifier) named.push({ name, specifier });
}
const [empty, ...times] = importInTurn(["./almost-empty.mjs", ...named.map(({ specifier }) => specifier)], ROUNDS);
const results = named.map(({ name }, at) => {
  const own = times[at].map((ms, round) => ms - empty[round]);
  return [name, { ms: median(own), least: Math.min(...times[at]) - Math.min(...empty) }];
});
process.stdout.write(JSON.stringify(Object.fromEntries(results)));
