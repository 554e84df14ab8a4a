/** The end of `npm run build`: slims the source maps, and writes down what the build was made from. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { recordBuild } from "./build-record.ts";
import { slimMaps } from "./slim-maps.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
await slimMaps(join(root, "dist"));
await recordBuild(root);
