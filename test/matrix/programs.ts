import { readFile } from "node:fs/promises";
import { transform } from "esbuild";
import { program } from "./paths.ts";

/** The programs of the consumers: what they are in TypeScript, and the name of their one function. */
const PROGRAMS = {
  "journey.ts": "journey",
  "in-process.ts": "inProcess",
  "one-resource.ts": "oneResource",
  "verify-only.ts": "verifyOnly",
} as const;

export type Program = keyof typeof PROGRAMS;

/** A program as it is: it exports its function, and does nothing. */
export function text(name: Program | "claims.ts"): Promise<string> {
  return readFile(program(name), "utf8");
}

/** A program that prints what came of it, in TypeScript. */
export async function printing(name: Program): Promise<string> {
  return `${await text(name)}\nvoid ${PROGRAMS[name]}().then((outcome) => console.log(JSON.stringify(outcome)));\n`;
}

/** TypeScript as JavaScript of either format. */
export async function javascript(typescript: string, format: "esm" | "cjs"): Promise<string> {
  return (await transform(typescript, { loader: "ts", format, target: "es2022" })).code;
}
