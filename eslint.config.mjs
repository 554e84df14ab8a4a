import tseslint from "typescript-eslint";

// What only a linter that knows types can see, and what this house has agreed on. All else is Biome's, which formats as
// well: no rule is in both. Everything of `strictTypeChecked` holds but what is off here, each with its reason.

/** An exception says why: `eslint-disable-next-line rule -- why`. */
const exceptionsSayWhy = {
  create: (context) => ({
    Program() {
      for (const { value, loc } of context.sourceCode.getAllComments())
        if (/^\s*eslint-disable/.test(value) && !/\s--\s+\S/.test(value))
          context.report({ loc, message: "Say why, after --" });
    },
  }),
};

const OURS = {
  // Biome's: noUnusedVariables and its like; a rest's sibling named _ is left out on purpose.
  "@typescript-eslint/no-unused-vars": "off",
  // Callers without types, and answers that drift: what the types exclude comes all the same, and is looked at.
  "@typescript-eslint/no-unnecessary-condition": "off",
  // How a plain value becomes the promise that an interface wants, and a throw its rejection.
  "@typescript-eslint/require-await": "off",
  // `() => void counted.requests++` and `() => reject(…)` say what they mean.
  "@typescript-eslint/no-confusing-void-expression": "off",
  "@typescript-eslint/no-meaningless-void-operator": "off",
  // Our interfaces are records of functions, written as methods; none of them reads `this`.
  "@typescript-eslint/unbound-method": "off",
  // A string is spread for its characters, an error for the details that its successor keeps.
  "@typescript-eslint/no-misused-spread": "off",
  // `String(…)` is written where anything may come; in a template the rule below sees it.
  "@typescript-eslint/no-base-to-string": "off",
  // A number or a truth in a text reads as it should; whatever else is turned into text says how.
  "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
  // A signal's reason is whatever its owner gave, and is handed on as it is; so is what was caught.
  "@typescript-eslint/prefer-promise-reject-errors": ["error", { allowThrowingAny: true, allowThrowingUnknown: true }],
  "@typescript-eslint/only-throw-error": ["error", { allowThrowingAny: true, allowThrowingUnknown: true }],
  "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
};

const timers = ["setTimeout", "setInterval", "setImmediate"].map((name) => ({
  name,
  message: "Time passes on a clock (src/core/clock.ts): a test never waits for it.",
}));
const reading = [
  ["Date", "now"],
  ["performance", "now"],
  ["globalThis", "setTimeout"],
].map(([object, property]) => ({ object, property, message: "Ask the clock (src/core/clock.ts)." }));
const environment = [
  { object: "process", property: "env", message: "The environment is read in src/core/config.ts." },
  { object: "globalThis", property: "process", message: "The environment is read in src/core/config.ts." },
];

const SERVICES = [
  "**/puffle",
  "**/puffle/**",
  "**/leadlex",
  "**/leadlex/**",
  "**/generated/puffle.*",
  "**/generated/leadlex.*",
];
const platform = {
  regex: "^node:",
  message: "src runs anywhere: only the sandbox's port and the command line are Node's.",
};

/** What files of a folder may not import; a later block replaces an earlier one's. */
const imports = (...patterns) => ({ "no-restricted-imports": ["error", { patterns }] });

export default tseslint.config(
  {
    ignores: [
      "**/node_modules/",
      "**/dist/",
      "coverage/",
      ".tmp/",
      "generated/",
      "bench/",
      "docs/",
      "test/matrix/",
      "test/site/",
      // What users of an earlier version have written: it stays as it was.
      "test/types/released/",
      "**/*.mjs",
    ],
  },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeCheckedOnly],
    linterOptions: { reportUnusedDisableDirectives: "error" },
    languageOptions: { parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    plugins: { house: { rules: { "exceptions-say-why": exceptionsSayWhy } } },
    rules: { ...OURS, "house/exceptions-say-why": "error" },
  },
  {
    files: ["src/**"],
    rules: {
      // `as const` is none.
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "no-restricted-syntax": [
        "error",
        {
          selector: ":matches(Program, Program > ExportNamedDeclaration) > VariableDeclaration[kind!='const']",
          message: "No state of the module's own: two clients never affect each other.",
        },
      ],
      "no-restricted-globals": ["error", ...timers],
      "no-restricted-properties": ["error", ...reading, ...environment],
      ...imports(platform),
    },
  },
  // Where time and the environment come from.
  {
    files: ["src/core/clock.ts", "src/sandbox/clock.ts"],
    rules: { "no-restricted-globals": "off", "no-restricted-properties": "off" },
  },
  { files: ["src/core/config.ts"], rules: { "no-restricted-properties": "off" } },
  { files: ["src/cli.ts", "src/cli-arguments.ts", "src/sandbox/listen.ts"], rules: { "no-restricted-imports": "off" } },
  {
    files: ["src/core/**"],
    rules: imports(platform, { group: SERVICES, message: "core knows no service." }),
  },
  {
    files: ["src/puffle/**", "src/index.ts"],
    rules: imports(platform, {
      group: ["**/leadlex", "**/leadlex/**", "**/generated/leadlex.*", "**/sandbox/**"],
      message: "Puffle knows nothing of LeadLex or the sandbox.",
    }),
  },
  {
    files: ["src/leadlex/**"],
    rules: imports(platform, {
      group: ["**/puffle", "**/puffle/**", "**/generated/puffle.*", "**/sandbox/**"],
      message: "LeadLex knows nothing of Puffle or the sandbox.",
    }),
  },
  {
    files: ["src/*/resources/**"],
    rules: imports(
      platform,
      { group: ["**/sandbox/**"], message: "The client knows no sandbox." },
      {
        regex: "^\\.\\./\\.\\./core/(?!as-given|batches|call|create-once|operation|options|pages|record|watching)",
        message: "A resource holds no plumbing: it asks the engine, or loads a flow.",
      },
    ),
  },
  {
    files: ["{test,examples,scripts}/**/*.ts", "*.config.ts"],
    rules: {
      // JSON, YAML, CSV and what a test bends on purpose come as `any`, and are typed where they are named.
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/restrict-plus-operands": "off",
      "@typescript-eslint/restrict-template-expressions": "off",
      // Tests reject with what no program should, and hand async functions to what does not wait for them.
      "@typescript-eslint/prefer-promise-reject-errors": "off",
      "@typescript-eslint/only-throw-error": "off",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      "@typescript-eslint/use-unknown-in-catch-callback-variable": "off",
      "@typescript-eslint/no-unnecessary-type-conversion": "off",
    },
  },
  // Runs the pages' snippets, in the CommonJS that they are compiled to.
  { files: ["test/readme/run.ts"], rules: { "@typescript-eslint/no-implied-eval": "off" } },
);
