/**
 * Writes `generated/` and `docs/parts/` from the contract, and the last column of `docs/rules.md` from the tests' titles. `--check`
 * writes nothing and fails when something is not what would be written.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import { parse } from "yaml";
import type { Contract } from "./generate/contract.ts";
import { withoutEnvelopes } from "./generate/envelopes.ts";
import { failureWords, operationTable } from "./generate/operations.ts";
import { partsOf } from "./generate/parts.ts";
import { RULES_DOCUMENT, withProofs } from "./generate/rules.ts";
import { answerShapes, requestShapes } from "./generate/shapes.ts";
import { openEnums } from "./generate/types.ts";

const SERVICES = ["puffle", "leadlex"];

async function main(): Promise<void> {
  const folder = new URL("../generated/", import.meta.url);
  const parts = new URL("../docs/parts/", import.meta.url);
  await mkdir(folder, { recursive: true });
  await mkdir(parts, { recursive: true });
  const written: (readonly [file: string, text: string])[] = [];
  for (const service of SERVICES) {
    for (const [name, text] of Object.entries(await filesOf(service)))
      written.push([fileURLToPath(new URL(`${service}.${name}.ts`, folder)), header(service) + text]);
    for (const [name, text] of Object.entries(partsOf(service, await contractOf(service))))
      written.push([fileURLToPath(new URL(name, parts)), text]);
  }
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

/** What is written for one service, by the last part of the files' names. */
async function filesOf(service: string): Promise<Record<string, string>> {
  const source = await readFile(new URL(`../openapi/${service}.yaml`, import.meta.url), "utf8");
  const contract = withoutEnvelopes(parse(source));
  const types = await openapiTS(JSON.stringify(contract), { defaultNonNullable: false, transform: openEnums });
  return {
    types: astToString(types),
    operations: operationTable(contract),
    words: failureWords(contract),
    answers: answerShapes(contract),
    requests: requestShapes(contract),
  };
}

async function contractOf(service: string): Promise<Contract> {
  const source = await readFile(new URL(`../openapi/${service}.yaml`, import.meta.url), "utf8");
  return withoutEnvelopes(parse(source));
}

function header(service: string): string {
  return `// Written by \`npm run generate\` from openapi/${service}.yaml. Don't edit: change the contract and run it again.\n`;
}

await main();
