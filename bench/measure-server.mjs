/**
 * What a client adds to a request over a socket: its time as a ratio to bare fetch's, both in this process and in turn,
 * against a server in a process of its own.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { signal } from "./answer.mjs";
import { bare, load } from "./clients/index.mjs";
import { median } from "./statistics.mjs";

const WARM_UP = 1_500;
const ROUNDS = 31;
const SEQUENTIAL = 150;
const AT_ONCE = 64;
const BATCHES = 10;

const [name] = process.argv.slice(2);
const server = fork(fileURLToPath(new URL("server.mjs", import.meta.url)));
const [port] = await once(server, "message");
const options = { fetch: globalThis.fetch, baseURL: `http://127.0.0.1:${port}`, signal };
const sends = [(await load(bare)).create(options), (await load(name)).create(options)];

const result = { sequential: await compare(oneByOne), atOnce: await compare(manyAtOnce) };
server.disconnect();
process.stdout.write(JSON.stringify(result));

/** Who begins changes from round to round. */
async function compare(run) {
  for (const send of sends) for (let done = 0; done < WARM_UP; ) done += (await run(send)).requests;
  const times = sends.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const at of round % 2 === 0 ? [0, 1] : [1, 0]) times[at].push((await run(sends[at])).us);
  }
  const [bareUs, us] = times.map(median);
  return { bareUs, us, ratio: median(times[1].map((time, round) => time / times[0][round])) };
}

function oneByOne(send) {
  return timed(SEQUENTIAL, async () => {
    for (let request = 0; request < SEQUENTIAL; request++) await send();
  });
}

function manyAtOnce(send) {
  return timed(BATCHES * AT_ONCE, async () => {
    for (let batch = 0; batch < BATCHES; batch++) await Promise.all(Array.from({ length: AT_ONCE }, send));
  });
}

async function timed(requests, work) {
  const begun = performance.now();
  await work();
  return { requests, us: ((performance.now() - begun) * 1_000) / requests };
}
