import type { Project } from "../matrix.ts";
import { formats } from "./formats.ts";

/** Every project of the matrix, in the order of the tables. */
export const all: readonly Project[] = [...formats];
