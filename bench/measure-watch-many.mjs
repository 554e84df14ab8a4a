/**
 * Requests for each look at a thousand campaigns, over a fetch that answers from memory and on a clock that takes no
 * time. The list shows what tells a campaign's end; of the single reads that there would be otherwise, none may be sent.
 */
import { Puffle } from "../dist/index.js";
import { answer, key } from "./answer.mjs";

const CAMPAIGNS = 1_000;
const LOOKS = 20;

const { campaign } = JSON.parse(answer);
const ids = Array.from({ length: CAMPAIGNS }, () => crypto.randomUUID());
let requests = 0;
let time = Date.now();
const clock = {
  now: () => time,
  async sleep(ms) {
    time += ms;
  },
  timer: (ms, fire, why) => {
    if (why !== "wait") return () => {};
    time += ms;
    const soon = setImmediate(fire);
    return () => clearImmediate(soon);
  },
};
const puffle = new Puffle({ apiKey: key, baseURL: "http://127.0.0.1:1", clock, fetch: list });

let looks = 0;
let singly = 0;
let begun = performance.now();
for await (const step of puffle.campaigns.watchMany(ids)) {
  singly += step.readSingly;
  if (step.campaigns.length !== CAMPAIGNS || step.open !== CAMPAIGNS) throw new Error("not all campaigns were seen");
  // The first look loads and compiles.
  if (looks === 0) begun = performance.now();
  if (++looks === LOOKS) break;
}
const ms = (performance.now() - begun) / (LOOKS - 1);
process.stdout.write(JSON.stringify({ campaigns: CAMPAIGNS, looks, requests: requests / looks, singly, ms }));

/** The counters go up with every look, so that none is slower than the first. */
async function list() {
  requests++;
  const stats = { total: 100, completed: looks % 90, replied: 1 };
  const campaigns = ids.map((id) => ({ ...campaign, id, stats }));
  return new Response(JSON.stringify({ campaigns }), { headers: { "content-type": "application/json" } });
}
