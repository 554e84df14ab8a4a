import { fileURLToPath } from "node:url";

/** The repository. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The matrix, with its own tools in node_modules. */
export const here = fileURLToPath(new URL(".", import.meta.url));

/** A program of the consumers. */
export const program = (name: string): string => `${here}programs/${name}`;
