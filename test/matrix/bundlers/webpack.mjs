import webpack from "webpack";

export function bundle(entry, path) {
  const compiler = webpack({
    mode: "production",
    // What browsers and Node have in common.
    target: ["web", "es2022"],
    entry: { main: entry },
    experiments: { outputModule: true },
    output: { path, module: true, chunkFormat: "module", chunkLoading: "import", filename: "[name].js" },
    externals: [({ request }, done) => (/^node:/.test(request) ? done(null, `import ${request}`) : done())],
    performance: false,
  });
  return new Promise((resolve, reject) => {
    compiler.run((problem, stats) => {
      if (problem) return reject(problem);
      if (stats.hasErrors() || stats.hasWarnings())
        return reject(new Error(stats.toString({ all: false, errors: true, warnings: true })));
      compiler.close(() => resolve(webpack.version));
    });
  });
}
