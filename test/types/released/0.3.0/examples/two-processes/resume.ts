/**
 * Goes on with a search that another process has started, also when it has ended meanwhile.
 * `npx tsx examples/two-processes/resume.ts search.json`
 */
import { readFile } from "node:fs/promises";
import { Puffle } from "puffle-sdk";

const [file = "search.json"] = process.argv.slice(2);
const search = new Puffle().operations.resume(await readFile(file, "utf8"), "createLeadSearch");
const { resultCount } = await search.wait({ onProgress: ({ state }) => console.log(state) });
console.log(`found ${resultCount}`);
