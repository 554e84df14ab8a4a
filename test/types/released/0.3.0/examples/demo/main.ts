/** From a CSV file to the last reply, with either service: `npm run demo -- --help` says how to run it. */
import { isPuffleError } from "puffle-sdk";
import { leadLexDemo } from "./leadlex/demo.ts";
import { demoOptions, HELP } from "./options.ts";
import { puffleDemo } from "./puffle/demo.ts";
import { UnusableFile } from "./read-leads.ts";

async function main(): Promise<void> {
  const options = demoOptions(process.argv.slice(2));
  if (options.help) return console.log(HELP);
  if (options.service === "puffle") await puffleDemo(options);
  else process.exitCode = await leadLexDemo(options);
}

// Whoever reads the output may have seen enough (`| head`): that is no failure, and nothing to go on for.
for (const output of [process.stdout, process.stderr])
  output.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });

main().catch((error: unknown) => {
  // A file or an argument that can't be used: the sentence says it all. An error of the SDK says what to do next.
  const meant =
    isPuffleError(error) ||
    (error instanceof Error && [Error, UnusableFile].some((kind) => error.constructor === kind));
  console.error(meant ? error.message : error);
  process.exitCode = 1;
});
