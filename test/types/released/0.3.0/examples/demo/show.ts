import { log, progress } from "@clack/prompts";

/** What the demo says as it goes along; with --json all of it goes to stderr. */
export interface Show {
  line(text: string): void;
  /** The progress of something that has an end. */
  bar(text: string): { at(done: number, total: number, text: string): void; end(text: string): void };
  table(rows: readonly (readonly [string, string | number])[]): void;
}

export function createShow(json: boolean): Show {
  const output = json ? process.stderr : process.stdout;
  return {
    line: (text) => log.step(text, { output }),
    bar(text) {
      // Where nobody watches, a bar is only noise.
      if (!output.isTTY) return { at() {}, end: (last) => log.step(last, { output }) };
      const bar = progress({ style: "heavy", max: 1_000, size: 32, output });
      bar.start(text);
      let reached = 0;
      return {
        at(done, total, now) {
          const next = Math.floor((done / Math.max(total, 1)) * 1_000);
          bar.advance(next - reached, now);
          reached = next;
        },
        end: (last) => bar.stop(last),
      };
    },
    table(rows) {
      const width = Math.max(...rows.map(([name]) => name.length)) + 2;
      output.write(`\n${rows.map(([name, value]) => `  ${name.padEnd(width)}${value}`).join("\n")}\n\n`);
    },
  };
}

/** `9 d 4 h`, `2 min 5 s`, `1.4 s`. */
export function duration(ms: number): string {
  const units = [
    ["d", 86_400_000],
    ["h", 3_600_000],
    ["min", 60_000],
  ] as const;
  const first = units.findIndex(([, size]) => ms >= size);
  const found = units[first];
  if (!found) return `${(ms / 1_000).toFixed(1)} s`;
  const [unit, size] = found;
  const [nextUnit, nextSize] = units[first + 1] ?? ["s", 1_000];
  return `${Math.floor(ms / size)} ${unit} ${Math.floor((ms % size) / nextSize)} ${nextUnit}`;
}
