/**
 * Microseconds for a request over an in-memory fetch: one client in this process, in turn with bare fetch, so that a
 * busy machine slows both. Garbage is collected as ever.
 */
import { answer, memoryFetch, signal } from "./answer.mjs";
import { bare, load } from "./clients/index.mjs";
import { median } from "./statistics.mjs";

const WARM_UP = 8_000;
const ROUNDS = 31;
const REQUESTS = 1_000;

const [name] = process.argv.slice(2);
const options = { fetch: memoryFetch, baseURL: "http://127.0.0.1:1", signal };
const sends = [(await load(bare)).create(options), (await load(name)).create(options)];

const times = sends.map(() => []);
for (const send of sends) {
  const { campaign } = await send();
  if (campaign?.id !== JSON.parse(answer).campaign.id) throw new Error(`${name} did not hand out the answer`);
  await timed(send, WARM_UP);
}
for (let round = 0; round < ROUNDS; round++) {
  for (const [at, send] of sends.entries()) times[at].push(await timed(send, REQUESTS));
}
const [bareUs, us] = times.map(median);
const above = median(times[1].map((time, round) => time - times[0][round]));
process.stdout.write(JSON.stringify({ bareUs, us, above }));

async function timed(send, requests) {
  const begun = performance.now();
  for (let request = 0; request < requests; request++) await send();
  return ((performance.now() - begun) * 1_000) / requests;
}
