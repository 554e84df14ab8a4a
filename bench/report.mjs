import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { answer } from "./answer.mjs";
import { bare, clients, ours } from "./clients/index.mjs";
import { treemap } from "./treemap.mjs";

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
  {
    what: "What loads first, minified and gzipped",
    most: 20,
    unit: "kB",
    of: ({ bundle }) => kB(bundle[ours].gzipped),
  },
  { what: "Heap for an operation that waits", most: 2, unit: "kB", of: ({ waiting }) => kB(waiting.bytes) },
  { what: "Processor while 10 000 operations wait", most: 1, unit: "%", of: ({ waiting }) => waiting.idle * 100 },
  { what: "Requests for a look at 1 000 campaigns", most: 2, unit: "", of: ({ watching }) => watching.requests },
  { what: "Heap that 900 000 more leads add", most: 1, unit: "MB", of: ({ importing }) => grownBy(importing) / 1e6 },
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
      `${most} ${unit}`.trim(),
      `${value.toFixed({ "×": 3, "%": 2 }[unit] ?? 1)} ${unit}`.trim(),
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

${manyAtOnce(results)}

${bytes(results)}

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

CI keeps budgets of what a machine's speed does not change much (\`npm run check:budgets\`): the sizes of both files,
importing as a ratio to an almost empty module in the same run, at most 2, and the heap of a waiting operation. The rest
is this report, because times of one machine say little on another.
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
    [bundle[name], bundle[name]?.later].flatMap((file) => (file ? kB(file.gzipped).toFixed(1) : [])).join(" + "),
  ];
}

/** What the figures alone don't say. */
function remarks({ heap, bundle }) {
  const above = kB(heap[ours].bytes - heap[bare].bytes).toFixed(1);
  return `Of the heap, ${kB(heap[bare].bytes).toFixed(1)} kB are what bare \`fetch\` takes over the same in-memory answer (its \`Response\`, the stream of
its body, the signal, the parsed JSON); ours adds ${above} kB. The bundle is what starting up and a call that succeeds
take; checking answers, explaining failures and the methods made of several calls are a second file of
${kB(bundle[ours].later.gzipped).toFixed(1)} kB, loaded while the first request is on its way. Who bundles both into one file has
${kB(bundle[ours].gzipped + bundle[ours].later.gzipped).toFixed(1)} kB.

What a call does besides fetching, and so where the time above bare goes: it checks the call's options, builds headers and
address through ofetch (\`fetch\` then copies the headers once more), sets a timer for the attempt and a listener on the
signal, reads the body no further than its limit, compares the answer with the contract, and remembers the ids in it. Over
a socket the same work costs several times what it costs in memory, where nothing else runs in between.`;
}

/** What thousands of leads, operations and campaigns take. */
function manyAtOnce({ importing, waiting, watching }) {
  const { leads, every, after, before, seconds, requests } = importing;
  const rows = [{ ...before, at: 0 }, ...after.map((heap, at) => ({ ...heap, at: (at + 1) * every }))];
  const share = (interval) => `${((waiting.operations / interval) * waiting.usPerPoll * 1e-4).toFixed(1)} %`;
  return `## Many at once

Each over a \`fetch\` that answers from memory, in a process of its own; medians of three runs.

**A million leads** from a generator through \`lists.import\`, 500 a request, validated and looked through for repeated
ones (\`node --expose-gc bench/measure-import-leads.mjs\`): ${Math.round(leads / seconds / 1_000)} 000 rows a second, ${requests} requests. The heap in use after each
${thousands(every)}, garbage collected; beside it what tells repeated rows, some 25 bytes for each in a typed array that doubles:

${table(
  ["leads", ...rows.map(({ at }) => thousands(at))],
  [
    ["heap, MB", ...rows.map(({ used }) => (used / 1e6).toFixed(1))],
    ["beside it, MB", ...rows.map(({ outside }) => (outside / 1e6).toFixed(1))],
  ],
)}

**${thousands(waiting.operations)} operations** that are waited for in one process (\`node --expose-gc bench/measure-waiting.mjs\`): ${(waiting.bytes / 1e3).toFixed(2)} kB of
heap each while they wait for their next poll, with one timer, a shared signal and the promise that the caller holds;
${(waiting.idle * 100).toFixed(2)} % of one core while none is due. A poll takes ${Math.round(waiting.usPerPoll)} µs of it, checking its answer and making the \`Response\`
included: all of them at a launch's cadence of 30 s come to ${share(30)} of one core, at a lead search's of 10 s to ${share(10)}.

**${thousands(watching.campaigns)} campaigns** in one \`campaigns.watchMany\` (\`node bench/measure-watch-many.mjs\`): ${watching.requests} request for each of ${watching.looks} looks, ${watching.singly} single
reads, ${watching.ms.toFixed(0)} ms a look.`;
}

/** So many modules of each file have a row of their own. */
const ROWS = 12;

function bytes({ bundle }) {
  const files = [bundle[ours], bundle[ours].later];
  const rows = files.flatMap(({ gzipped, modules }, at) => {
    const rest = modules.slice(ROWS);
    const sum = (key) => rest.reduce((total, module) => total + module[key], 0);
    const others = { module: `${rest.length} others`, bytes: sum("bytes"), gzipped: sum("gzipped") };
    return [...modules.slice(0, ROWS), others].map((module, place) => [
      place === 0 ? `**${FILES[at]}**, ${kB(gzipped).toFixed(1)} kB` : "",
      module.module.replace(/^(\w+)\/dist\/.*$/, "$1"),
      module.bytes,
      module.gzipped,
    ]);
  });
  return `## Where the bytes go

![the modules of both files, by what they add to the gzipped size](treemap.svg)

Bytes as minified, and by how much the gzipped file would be smaller without the module: less than it has alone, since
what two have in common is packed once.

${table(["file", "module", "minified", "gzipped"], rows)}`;
}

const FILES = ["What loads first", "Loaded on first use"];

/** The whole of bench/treemap.svg. */
export function map({ bundle }) {
  const files = [bundle[ours], bundle[ours].later].map(({ modules, gzipped: whole }, at) => {
    const groups = grouped(modules);
    const parts = ([title, members]) => ({
      title,
      parts: members.map(({ module, gzipped }) => ({ title: shortName(module), size: gzipped })),
    });
    return { title: `${FILES[at]}: ${kB(whole).toFixed(1)} kB`, groups: Object.entries(groups).map(parts) };
  });
  return treemap(
    "The modules of both files, by what they add to the gzipped size",
    files,
    (size) => `${kB(size).toFixed(1)} kB`,
  );
}

function grouped(modules) {
  const groups = {};
  for (const module of modules) {
    const group = groupOf(module.module);
    groups[group] = [...(groups[group] ?? []), module];
  }
  return groups;
}

function groupOf(module) {
  if (module.startsWith("src/")) return module.split("/").slice(1, -1).join("/") || "the rest";
  return /^(generated|zod|ofetch)/.exec(module)?.[0] ?? "the rest";
}

function shortName(module) {
  return module
    .replace(/^.*\//, "")
    .replace(/^ofetch\..*/, "ofetch")
    .replace(/\.[jt]s$/, "");
}

/** From the first look to the last: what many leads add, once everything is warm. */
function grownBy({ after }) {
  return after.at(-1).used - after[0].used;
}

function thousands(count) {
  return String(count).replace(/(?<=\d)(?=(\d{3})+$)/g, " ");
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

function kB(bytes) {
  return bytes / 1_000;
}
