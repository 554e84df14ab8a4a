/** Two copies of the package, each in both formats, and every entry: what one makes, all the others know. */
import { createRequire } from "node:module";
import * as ofFirst from "puffle-sdk";
import * as ofFirstLeadLex from "puffle-sdk/leadlex";
import { createSandbox } from "puffle-sdk/sandbox";
import * as ofSecond from "second-copy";
import * as ofSecondLeadLex from "second-copy/leadlex";

const require = createRequire(import.meta.url);
const puffles = [ofFirst, ofSecond, require("puffle-sdk"), require("second-copy")];
const leadlexes = [ofFirstLeadLex, ofSecondLeadLex, require("puffle-sdk/leadlex"), require("second-copy/leadlex")];
const all = [...puffles, ...leadlexes];

// They are copies indeed.
const classes = new Set(all.map(({ NotFoundError }) => NotFoundError)).size;

const fetch = async () => Response.json({ error: "no" }, { status: 404 });
const errors = await Promise.all([
  ...puffles.map(({ Puffle }) => caught(new Puffle({ apiKey: "pk_test", fetch }).campaigns.get("x"))),
  ...leadlexes.map(({ LeadLex }) => caught(new LeadLex({ apiKey: "wbk_test", fetch }).campaigns.get("x"))),
]);
const known = errors.flatMap((error) =>
  all.map(
    ({ NotFoundError, ConflictError, PuffleError, isPuffleError }) =>
      error instanceof NotFoundError &&
      error instanceof PuffleError &&
      isPuffleError(error) &&
      !(error instanceof ConflictError),
  ),
);

// What one has begun, each of the others goes on with.
const sandbox = createSandbox();
const clients = puffles.map(({ Puffle }) => new Puffle(sandbox.options));
const search = await clients[0].leads.search({ prompt: "owners of carriers", fetch_count: 5 });
const token = JSON.stringify(search);
const found = [];
for (const client of clients) {
  const { resultCount } = await client.operations.resume(token, "createLeadSearch").wait();
  found.push(resultCount);
}

console.log(JSON.stringify({ classes, pairs: known.length, known: known.every(Boolean), found }));

function caught(promise) {
  return promise.then(
    () => undefined,
    (error) => error,
  );
}
