import { nodeResolve } from "@rollup/plugin-node-resolve";
import terser from "@rollup/plugin-terser";
import { rollup, VERSION } from "rollup";

export async function bundle(input, dir) {
  const built = await rollup({
    input: { main: input },
    plugins: [nodeResolve({ browser: true }), terser()],
    external: [/^node:/],
    onwarn(warning) {
      throw new Error(warning.message);
    },
  });
  await built.write({ dir, format: "es" });
  await built.close();
  return VERSION;
}
