/** Which module a minified file's bytes come from, by its source map. */
import { SourceMap } from "node:module";
import { gzipSync } from "node:zlib";

/**
 * @returns the modules, the largest first: their bytes in the file, and by how many the gzipped file would be smaller
 * without them. These are fewer than a module has alone, because what two have in common is packed once.
 */
export function whereBytesGo(text, map) {
  const sources = new SourceMap(JSON.parse(map));
  const owners = new Map();
  let own = 0;
  for (const [line, code] of text.split("\n").entries()) {
    let from = 0;
    let owner = ownerOf(sources.findEntry(line, 0), line, 0);
    for (let at = 1; at <= code.length; at++) {
      const next = at < code.length ? ownerOf(sources.findEntry(line, at), line, at) : undefined;
      if (next === owner) continue;
      const runs = owners.get(owner) ?? [];
      runs.push([own + from, own + at]);
      owners.set(owner, runs);
      [from, owner] = [at, next];
    }
    own += code.length + 1;
  }
  const whole = zipped(text);
  return [...owners]
    .map(([module, runs]) => ({
      module,
      bytes: runs.reduce((sum, [from, to]) => sum + to - from, 0),
      gzipped: Math.max(0, whole - zipped(without(text, runs))),
    }))
    .sort((a, b) => b.gzipped - a.gzipped);
}

/** A path as a reader knows it; what no source has is the bundler's. */
function ownerOf({ originalSource, generatedLine, generatedColumn }, line, at) {
  if (!originalSource || generatedLine !== line || generatedColumn > at) return "bundler";
  const module = originalSource.replace(/^.*?(node_modules|generated|src)\//, "$1/");
  return /^(node_modules|generated|src)\//.test(module) ? module.replace("node_modules/", "") : "bundler";
}

function without(text, runs) {
  let kept = "";
  let end = 0;
  for (const [from, to] of runs) {
    kept += text.slice(end, from);
    end = to;
  }
  return kept + text.slice(end);
}

function zipped(text) {
  return gzipSync(text, { level: 9 }).length;
}
