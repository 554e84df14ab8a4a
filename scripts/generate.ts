/**
 * Writes `generated/` from the contract, and the last column of `docs/rules.md` from the tests' titles. `--check` writes
 * nothing and fails when something is not what would be written.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import { parse } from "yaml";
import type { Contract } from "./generate/contract.ts";
import { failureWords, operationTable } from "./generate/operations.ts";
import { RULES_DOCUMENT, withProofs } from "./generate/rules.ts";
import { answerShapes, requestShapes } from "./generate/shapes.ts";
import { openEnums } from "./generate/types.ts";

const HEADER =
  "// Written by `npm run generate` from openapi/puffle.yaml. Don't edit: change the contract and run it again.\n";

async function main(): Promise<void> {
  const source = new URL("../openapi/puffle.yaml", import.meta.url);
  const contract: Contract = parse(await readFile(source, "utf8"));
  const types = await openapiTS(source, { defaultNonNullable: false, transform: openEnums });
  const files: Record<string, string> = {
    "puffle.types.ts": astToString(types),
    "puffle.operations.ts": operationTable(contract),
    "puffle.words.ts": failureWords(contract),
    "puffle.answers.ts": answerShapes(contract),
    "puffle.requests.ts": requestShapes(contract),
  };
  const folder = new URL("../generated/", import.meta.url);
  await mkdir(folder, { recursive: true });
  const written = Object.entries(files).map(
    ([name, text]) => [fileURLToPath(new URL(name, folder)), HEADER + text] as const,
  );
  const document = await readFile(RULES_DOCUMENT, "utf8");
  const stale: string[] = [];
  for (const [file, text] of [...written, [RULES_DOCUMENT, await withProofs(document)] as const]) {
    if (text === (await readFile(file, "utf8").catch(() => ""))) continue;
    stale.push(basename(file));
    if (!process.argv.includes("--check")) await writeFile(file, text);
  }
  if (process.argv.includes("--check") && stale.length > 0) {
    console.error(`Not what it is written from: ${stale.join(", ")}. Run npm run generate.`);
    process.exitCode = 1;
  } else console.log(stale.length > 0 ? `written: ${stale.join(", ")}` : "everything is up to date");
}

await main();
