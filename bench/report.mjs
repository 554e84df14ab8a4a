import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { answer } from "./answer.mjs";
import { bare, clients, ours } from "./clients/index.mjs";

const { dependencies } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));

const titles = {
  fetch: "bare `fetch`",
  puffle: "**puffle-sdk**",
  notion: "@notionhq/client",
  anthropic: "@anthropic-ai/sdk",
};

/** What the client is to keep to, with retries, deadline, signal and validation on. */
const targets = [
  { what: "Time above bare `fetch`, in memory", most: 6, unit: "µs", of: ({ time }) => time[ours].above },
  { what: "Heap for a request, the answer included", most: 20, unit: "kB", of: ({ heap }) => kB(heap[ours].bytes) },
  { what: "Over a socket, one by one", most: 1.1, unit: "×", of: ({ server }) => server[ours].sequential.ratio },
  { what: "Over a socket, 64 at once", most: 1.1, unit: "×", of: ({ server }) => server[ours].atOnce.ratio },
  { what: "Import, above an almost empty module", most: 6.5, unit: "ms", of: ({ imported }) => imported[ours].ms },
  { what: "Bundle, minified and gzipped", most: 16, unit: "kB", of: ({ bundle }) => kB(bundle[ours].gzipped) },
];

/** The whole of bench/README.md. */
export function report(results) {
  return `# How fast, how heavy

Written by \`npm run bench\`, which measures this client and six others, each in a process of its own, in one run. Don't
edit it: change \`report.mjs\`. Measured with Node ${process.versions.node} on ${process.platform}-${process.arch}, ${cpus().length} cores, with a load of ${results.load.toFixed(1)}
when it began: other work on the machine makes the times longer and the ratios less exact.

## Targets

With retries, deadline, a signal on every call, and validation on.

${table(
  ["", "at most", "measured", ""],
  targets.map(({ what, most, unit, of }) => {
    const value = of(results);
    return [
      what,
      `${most} ${unit}`,
      `${value.toFixed(unit === "×" ? 3 : 1)} ${unit}`,
      value <= most ? "met" : "**missed**",
    ];
  }),
)}

${remarks(results)}

## Side by side

${table(
  ["client", "µs", "µs above bare", "heap, kB", "socket, one by one", "socket, 64 at once", "import, ms", "bundle, kB"],
  clients.map((name) => row(name, results)),
)}

## What is measured

- One GET with a key, answered by ${answer.length} bytes of JSON that fit our contract. Everything is at each client's defaults.
  Those that take a signal get a fresh one with each request, bare \`fetch\` too.
- **µs**: over a \`fetch\` that answers from memory, after a warm-up: the median of 31 rounds of 1 000 requests, garbage
  collected as ever. **Above bare** is the median of the differences to bare \`fetch\` in the same process and round; making
  the \`Response\` is in both.
- **Heap**: how far the used heap grows in a round of 500 requests, with a young generation so large that nothing is
  collected meanwhile (rounds in which something was don't count); the median of 9. It includes what bare \`fetch\` takes.
- **Socket**: time for a request as a ratio to bare \`fetch\`, in the same process and in turn, to a server in another
  process on the same machine: the median of 31 rounds, each long enough for the garbage of both. Bare \`fetch\` compared with itself shows how exact that is.
- **Import**: in a Node that has just started, less what an almost empty module takes: the median of 20 rounds.
- **Bundle**: all that importing the client brings, by esbuild, for Node, minified and gzipped.

Two of these are budgets that CI keeps (\`npm run check:budgets\`): the bundle's size, and importing as a ratio to an almost
empty module in the same run, at most 1.8. The rest is this report, because times of one machine say little on another.
`;
}

function row(name, { time, heap, server, imported, bundle }) {
  const title = titles[name] ?? name;
  return [
    [title, dependencies[title]].filter(Boolean).join(" "),
    time[name].us.toFixed(1),
    name === bare ? "" : time[name].above.toFixed(1),
    kB(heap[name].bytes).toFixed(1),
    server[name].sequential.ratio.toFixed(2),
    server[name].atOnce.ratio.toFixed(2),
    imported[name]?.ms.toFixed(1) ?? "",
    bundle[name] ? kB(bundle[name].gzipped).toFixed(1) : "",
  ];
}

/** What the figures alone don't say. */
function remarks({ heap, bundle }) {
  const above = kB(heap[ours].bytes - heap[bare].bytes).toFixed(1);
  return `Of the heap, ${kB(heap[bare].bytes).toFixed(1)} kB are what bare \`fetch\` takes over the same in-memory answer (its \`Response\`, the stream of
its body, the signal, the parsed JSON); ours adds ${above} kB. The bundle is what starting up and a call that succeeds
take; checking answers, explaining failures and the methods made of several calls are a second file of
${kB(bundle[ours].later.gzipped).toFixed(1)} kB, loaded while the first request is on its way.

What a call does besides fetching, and so where the time above bare goes: it checks the call's options, builds headers and
address through ofetch (\`fetch\` then copies the headers once more), sets a timer for the attempt and a listener on the
signal, reads the body no further than its limit, compares the answer with the contract, and remembers the ids in it. Over
a socket the same work costs several times what it costs in memory, where nothing else runs in between.`;
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

function kB(bytes) {
  return bytes / 1_000;
}
