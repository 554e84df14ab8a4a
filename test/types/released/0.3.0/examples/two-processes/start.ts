/**
 * Starts a lead search, writes its token to a file, and waits. Kill it whenever you like: `resume.ts` goes on.
 * `npx tsx examples/two-processes/start.ts "owners of carriers" search.json`
 */
import { writeFile } from "node:fs/promises";
import { Puffle } from "puffle-sdk";

const [prompt = "", file = "search.json"] = process.argv.slice(2);
const search = await new Puffle().leads.search({ prompt, fetch_count: 25 });
await writeFile(file, JSON.stringify(search));
console.log("started");
const { resultCount } = await search.wait({ onProgress: ({ state }) => console.log(state) });
console.log(`found ${resultCount}`);
