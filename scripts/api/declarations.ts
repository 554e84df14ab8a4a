import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Types only, as the compiler declares them: every signature is spelled, and no body is left. */
export interface Declarations {
  readonly checker: ts.TypeChecker;
  /** A file's declarations, by its path in the repository. */
  file(path: string): ts.SourceFile;
  /** The file of the repository that a declaration is from; nothing for what is not ours. */
  pathOf(node: ts.Node): string | undefined;
}

export function declarationsOf(entries: readonly string[]): Declarations {
  const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: entries, include: [] }, ts.sys, ROOT);
  const settings = {
    ...options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    noCheck: true,
    outDir: ROOT,
  };
  const files = new Map<string, string>();
  const program = ts.createProgram(
    entries.map((entry) => join(ROOT, entry)),
    settings,
  );
  const { diagnostics } = program.emit(undefined, (name, text) => files.set(name, text));
  const errors = [...program.getSyntacticDiagnostics(), ...diagnostics];
  if (errors.length > 0) throw new Error(ts.formatDiagnostics(errors, host(settings)));

  // The same files once more, of which only the declarations are there.
  const declared = host(settings, files);
  const roots = entries.map((entry) => declarationFile(join(ROOT, entry)));
  const types = ts.createProgram(roots, { ...settings, noEmit: true }, declared);
  const pathOf = (node: ts.Node) => {
    const { fileName } = node.getSourceFile();
    return files.has(fileName) ? relative(ROOT, fileName).replace(/\.d\.ts$/, ".ts") : undefined;
  };
  return {
    checker: types.getTypeChecker(),
    pathOf,
    file(path) {
      const file = types.getSourceFile(declarationFile(join(ROOT, path)));
      if (!file) throw new Error(`${path} declares nothing`);
      return file;
    },
  };
}

const declarationFile = (path: string) => path.replace(/\.ts$/, ".d.ts");

/** A compiler's host that sees the given files, and of ours no others. */
function host(options: ts.CompilerOptions, files?: ReadonlyMap<string, string>): ts.CompilerHost {
  const usual = ts.createCompilerHost(options, true);
  if (!files) return usual;
  const folders = new Set([...files.keys()].map((file) => dirname(file)));
  const ours = (path: string) => /^(src|generated)\//.test(relative(ROOT, path));
  return {
    ...usual,
    fileExists: (path) => files.has(path) || (!ours(path) && usual.fileExists(path)),
    readFile: (path) => files.get(path) ?? usual.readFile(path),
    directoryExists: (path) => folders.has(path) || ts.sys.directoryExists(path),
    getSourceFile: (path, version) => {
      const text = files.get(path);
      return text === undefined
        ? usual.getSourceFile(path, version)
        : ts.createSourceFile(path, text, version, true, ts.ScriptKind.TS);
    },
  };
}
