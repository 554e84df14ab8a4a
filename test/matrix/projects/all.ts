import type { Project } from "../matrix.ts";
import { bundlers } from "./bundlers.ts";
import { docs } from "./docs.ts";
import { others } from "./others.ts";
import { runtimes } from "./runtimes.ts";
import { types } from "./types.ts";
import { workerd } from "./workerd.ts";

/** Every project of the matrix, in the order of the tables. */
export const all: readonly Project[] = [...runtimes, workerd, ...types, ...bundlers, ...others, ...docs];
