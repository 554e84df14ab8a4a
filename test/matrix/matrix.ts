import type { Cleanup } from "./cleanup.ts";
import type { ProjectParts } from "./project.ts";
import type { Registry } from "./registry.ts";
import type { RunOptions } from "./run.ts";
import type { Services } from "./services.ts";

/** What a project has to do its work with. */
export interface Context {
  readonly cleanup: Cleanup;
  readonly registry: Registry;
  readonly services: Services;
  /** Where everything goes: outside the repository, and gone afterwards. */
  readonly folder: string;
  /** Runs a program to its end and returns what it printed. @throws Failure */
  run(program: string, args: readonly string[], options: RunOptions): Promise<string>;
  /** A fresh project that has the package from the registry. @returns its folder */
  project(parts: ProjectParts): Promise<string>;
}

/** One of the matrix: a fresh project that is made, run and looked at. */
export interface Project {
  /** What is shown, and what `--only` looks at. */
  readonly name: string;
  /** Which table it belongs to. */
  readonly group: Group;
  /** Whether it is of the fast part, which downloads nothing but the registry. */
  readonly fast?: boolean;
  /** Does all of it. @returns what ran, in a few words @throws Failure, NotRun */
  run(context: Context): Promise<Ran>;
}

export type Group = "runtime" | "types" | "bundler" | "other" | "docs";

export interface Ran {
  /** With what, and in which version: `Node 22.23.3`. */
  readonly on: string;
  /** What was run: `ESM`, `CJS`, … */
  readonly formats: readonly string[];
  /** What is worth knowing. */
  readonly note?: string;
  /** What its table has beside that, such as sizes. */
  readonly cells?: readonly string[];
}

export type Outcome =
  | { readonly project: Project; readonly seconds: number; readonly how: "ran"; readonly ran: Ran }
  | {
      readonly project: Project;
      readonly seconds: number;
      readonly how: "failed";
      readonly why: string;
      readonly output: string;
    }
  | { readonly project: Project; readonly seconds: number; readonly how: "not run"; readonly why: string };
