/**
 * A million leads from a generator into a list, over a fetch that answers at once: rows a second, and the heap in use
 * after each hundred thousand, all garbage collected. Needs --expose-gc.
 */
import { Puffle } from "../dist/index.js";
import { key } from "./answer.mjs";
import { settledHeap } from "./settled-heap.mjs";

const LEADS = 1_000_000;
const EVERY = 100_000;

let requests = 0;
const fetch = async (_, { method }) => {
  if (method === "GET") return json({ leads: [], total: 0 });
  requests++;
  return json({ imported: 500 });
};
const puffle = new Puffle({ apiKey: key, baseURL: "http://127.0.0.1:1", fetch });
const list = crypto.randomUUID();

// What is loaded and compiled for the first leads is no row's own.
await puffle.lists.import(list, leads(20_000));
const before = await heap();
requests = 0;
const after = [];
let looking = 0;
const begun = performance.now();
const report = await puffle.lists.import(list, leads(LEADS), {
  async onProgress({ received }) {
    if (received % EVERY !== 0) return;
    const paused = performance.now();
    after.push(await heap());
    looking += performance.now() - paused;
  },
});
const seconds = (performance.now() - begun - looking) / 1_000;
if (report.sent !== LEADS) throw new Error(`${report.sent} of ${LEADS} leads were sent`);
process.stdout.write(JSON.stringify({ leads: LEADS, every: EVERY, seconds, before, after, requests }));

function* leads(count) {
  for (let n = 0; n < count; n++) {
    yield {
      type: "person",
      name: { full: `Robin Doe ${n}`, first: "Robin", last: `Doe ${n}` },
      title: "Head of Growth",
      company: { name: `Acme ${n % 5_000}`, domain: `acme-${n % 5_000}.test` },
      socials: [{ type: "linkedin", url: `https://www.linkedin.com/in/robin-doe-${n}` }],
      contacts: [{ type: "email", value: `robin.doe.${n}@acme-${n % 5_000}.test` }],
    };
  }
}

/** What tells the rows that are repeated lies outside of the heap, in a typed array: it is counted with it. */
async function heap() {
  const used = await settledHeap();
  return { used, outside: process.memoryUsage().arrayBuffers };
}

function json(body) {
  return new Response(JSON.stringify(body), { headers: { "content-type": "application/json" } });
}
