import { mkdtemp, readFile, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { beforeAll, describe, expect, test } from "vitest";
import { pack, project, root, run } from "./packed.ts";

/** A campaign from nothing to its last message, in the sandbox; prints what came of it. */
const CAMPAIGN = `
const sandbox = createSandbox();
sandbox.fail("launchCampaign", { drop: "after" });
const puffle = new Puffle(sandbox.options);
const main = async () => {
  const [sender] = await puffle.senders.list({ type: "email" });
  const campaign = await puffle.campaigns.create({ type: "email", name: "Q3", sender_account_ids: [sender?.id ?? ""] });
  await puffle.sequenceNodes.build(campaign, [{ type: "email", subject: "Hello", body: "Hi %first_name%" }]);
  await puffle.campaigns.leads.add(campaign, [{ email: "ada@example.com" }, { email: "nobody" }]);
  await puffle.campaigns.launchAndWait(campaign);
  for await (const seen of puffle.campaigns.watch(campaign)) if (seen.done) console.log(seen.ended);
  console.log(sandbox.outbox.recipients().length, sandbox.outbox.writtenTwice().length);
  const wrong = await puffle.campaigns.get("nowhere").catch((error: unknown) => error);
  console.log(wrong instanceof NotFoundError, isPuffleError(wrong));
};
`;
const JAVASCRIPT = CAMPAIGN.replace("(error: unknown)", "(error)");
const IMPORTS = `import { isPuffleError, NotFoundError, Puffle } from "puffle-sdk";\nimport { createSandbox } from "puffle-sdk/sandbox";\n`;
const REQUIRES = `const { isPuffleError, NotFoundError, Puffle } = require("puffle-sdk");\nconst { createSandbox } = require("puffle-sdk/sandbox");\n`;
const PRINTED = "completed\n1 0\ntrue true\n";

/** LeadLex: a campaign that needs approval, its start's answer lost; an error of one service is known to the other. */
const APPROVAL = `
const sandbox = createLeadLexSandbox({ approval: "always" });
sandbox.fail("startCampaign", { drop: "after" });
const leadlex = new LeadLex(sandbox.options);
const main = async () => {
  const { ids } = await leadlex.contacts.bulkCreate([{ full_name: "Ada Lovelace", email: "ada@example.com" }]);
  const list = await leadlex.lists.create({ name: "Q3" });
  await leadlex.lists.addContacts(list, ids);
  const draft = await leadlex.campaigns.create({ name: "Q3", list_id: list.id, template: "Hi {{name}}" });
  const { campaign, approval } = await leadlex.campaigns.startAndWait(draft, { approve: async () => "approve" });
  console.log(campaign.status, approval, sandbox.tasks().length, sandbox.outbox.writtenTwice().length);
  const wrong = await leadlex.campaigns.get("nowhere").catch((error: unknown) => error);
  console.log(wrong instanceof NotFoundError, isPuffleError(wrong));
  const body = JSON.stringify({ id: "evt_1", type: "campaign.started", created_at: "2026-04-17T09:00:00Z", data: {} });
  const event = await verifyWebhook(body, await signWebhook(body, "secret"), "secret");
  console.log(isWebhookEvent(event, "campaign.started"));
};
`;
const APPROVAL_JAVASCRIPT = APPROVAL.replace("(error: unknown)", "(error)");
const LEADLEX = "isWebhookEvent, LeadLex, signWebhook, verifyWebhook";
const LEADLEX_IMPORTS = `import { isPuffleError, NotFoundError } from "puffle-sdk";\nimport { ${LEADLEX} } from "puffle-sdk/leadlex";\nimport { createLeadLexSandbox } from "puffle-sdk/sandbox";\n`;
const LEADLEX_REQUIRES = `const { isPuffleError, NotFoundError } = require("puffle-sdk");\nconst { ${LEADLEX} } = require("puffle-sdk/leadlex");\nconst { createLeadLexSandbox } = require("puffle-sdk/sandbox");\n`;
const LEADLEX_PRINTED = "active given_here 1 0\ntrue true\ntrue\n";

let tarball = "";
let files: readonly string[] = [];
beforeAll(async () => {
  ({ tarball, files } = await pack(await mkdtemp(join(tmpdir(), "puffle-pack-"))));
});

describe("the tarball", () => {
  test("holds one flat file per entry and format, one for each service that is loaded on first use, and no more code", () => {
    const code = files.filter((file) => /\.(c?js)$/.test(file));
    expect(code).toEqual([
      "dist/cli.js",
      "dist/index.cjs",
      "dist/index.js",
      "dist/leadlex-on-demand.js",
      "dist/leadlex.cjs",
      "dist/leadlex.js",
      "dist/on-demand.js",
      "dist/sandbox-msw.cjs",
      "dist/sandbox-msw.js",
      "dist/sandbox.cjs",
      "dist/sandbox.js",
    ]);
    // Sources are for the source maps: see source-maps.test.ts.
    const others = files.filter((file) => !/^(dist|src|generated)\//.test(file));
    expect(others).toEqual(["CHANGELOG.md", "LICENSE", "LICENSES.md", "README.md", "package.json"]);
  });

  test("has no dependency at run time, and says that importing it does nothing", async () => {
    const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    expect(manifest.dependencies).toBeUndefined();
    expect(manifest.sideEffects).toBe(false);
    const { outputFiles } = await build({
      stdin: { contents: 'import "./dist/index.js"; import "./dist/leadlex.js";', resolveDir: root },
      bundle: true,
      write: false,
      format: "esm",
      logLevel: "silent",
    });
    expect(outputFiles[0]?.text.trim()).toBe("");
  });

  test("names the licences of what is bundled, and no others", async () => {
    const licences = await readFile(join(root, "LICENSES.md"), "utf8");
    const maps = ["index", "on-demand", "leadlex", "leadlex-on-demand", "sandbox"].map(async (name) =>
      JSON.parse(await readFile(join(root, `dist/${name}.js.map`), "utf8")),
    );
    const sources: string[] = (await Promise.all(maps)).flatMap(({ sources: found }) => found);
    const bundled = new Set(sources.flatMap((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []));
    const named = [...licences.matchAll(/^## (\S+) /gm)].map((match) => match[1]);
    expect(named.sort()).toEqual([...bundled].sort());
  });

  test("holds the licence of each bundled version in full, and only licences that ask for no more than that", async () => {
    const licences = await readFile(join(root, "LICENSES.md"), "utf8");
    const parts = [...licences.matchAll(/^## (\S+) (\S+)\n+```\n([^`]+)```$/gm)];
    expect(parts).toHaveLength(licences.match(/^## /gm)?.length ?? 0);
    for (const [, name = "", version, text = ""] of parts) {
      const folder = join(root, "node_modules", name);
      const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
      expect([name, manifest.version]).toEqual([name, version]);
      expect(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD"]).toContain(manifest.license);
      // Notices of what has no part in it may be left out; what is there is there to the letter.
      const [own = ""] = (await readFile(join(folder, "LICENSE"), "utf8")).split(/\n-{3,}\n|\n(?=.*bundles)/);
      expect(text.trim()).toBe(own.trim());
    }
  });

  test("names its version in the code as in the manifest", async () => {
    const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    expect(await readFile(join(root, "dist/index.js"), "utf8")).toContain(`"${version}"`);
  });

  test("loads nothing of Node's and no code from strings in what runs anywhere", async () => {
    const entries = ["index.js", "on-demand.js", "index.cjs", "leadlex.js", "leadlex-on-demand.js", "leadlex.cjs"];
    for (const name of entries) {
      const text = await readFile(join(root, "dist", name), "utf8");
      expect(text.match(/(?:from|import|require)\s*\(?\s*["']node:[^"']*/g)).toBeNull();
      expect(text.match(/\bnew Function\b|\beval\(/g)).toBeNull();
    }
  });
});

describe("each service", () => {
  test("has nothing of the other in what it loads", async () => {
    const text = async (...names: readonly string[]) =>
      (await Promise.all(names.map((name) => readFile(join(root, "dist", name), "utf8")))).join("\n");
    expect(await text("index.js", "on-demand.js", "index.cjs")).not.toMatch(/leadlex|lexi|x-ratelimit|enrolment/i);
    // The package's name and the errors' brand are of both.
    const others = (await text("leadlex.js", "leadlex-on-demand.js", "leadlex.cjs")).replace(
      /puffle-sdk|PuffleError/g,
      "",
    );
    expect(others).not.toMatch(/app\.puffle|launchCampaign|sequence|prospects/i);
  });
});

describe("a fresh project", () => {
  test("of ES modules launches a campaign, also where code from strings is forbidden", async () => {
    const folder = await project(tarball, { "main.mjs": `${IMPORTS}${JAVASCRIPT}await main();` });
    expect(await run(process.execPath, ["--disallow-code-generation-from-strings", "main.mjs"], folder)).toBe(PRINTED);
  });

  test.each([
    ["ES modules", "main.mjs", `${LEADLEX_IMPORTS}${APPROVAL_JAVASCRIPT}await main();`, "module"],
    ["CommonJS", "main.cjs", `${LEADLEX_REQUIRES}${APPROVAL_JAVASCRIPT}main();`, "commonjs"],
  ] as const)(
    "of %s starts a LeadLex campaign, has it approved, and verifies a webhook",
    async (_, file, text, type) => {
      const folder = await project(tarball, { [file]: text }, type);
      expect(await run(process.execPath, ["--disallow-code-generation-from-strings", file], folder)).toBe(
        LEADLEX_PRINTED,
      );
    },
  );

  test("of CommonJS launches a campaign, also where code from strings is forbidden", async () => {
    const folder = await project(tarball, { "main.cjs": `${REQUIRES}${JAVASCRIPT}main();` }, "commonjs");
    expect(await run(process.execPath, ["--disallow-code-generation-from-strings", "main.cjs"], folder)).toBe(PRINTED);
  });

  const strict = {
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
    target: "es2022",
    types: [],
  };
  test.each([
    ["nodenext", { module: "nodenext" }],
    ["bundler", { module: "esnext", moduleResolution: "bundler" }],
  ])(
    "of strict TypeScript without Node's types compiles under %s, and what must not compile doesn't",
    async (_, options) => {
      const folder = await project(tarball, {
        "main.ts": `${IMPORTS}${CAMPAIGN}void main();`,
        "leadlex.ts": `${LEADLEX_IMPORTS}${APPROVAL}void main();`,
        "both.ts": `import type { Operation, PuffleError, WaitOptions } from "puffle-sdk";
        import { type CampaignStart, isPuffleError, type Operation as Job } from "puffle-sdk/leadlex";
        // One type, whichever entry it comes from.
        export const same = (job: Job<CampaignStart>): Operation<CampaignStart> => job;
        export const known = (error: unknown): PuffleError | undefined => (isPuffleError(error) ? error : undefined);
        export const options: WaitOptions<CampaignStart> = { timeout: 1_000 };`,
        "channels.ts": `import type { EmailCampaign, LinkedInCampaign, Puffle } from "puffle-sdk";
        export async function nodes(puffle: Puffle, mail: EmailCampaign, linkedin: LinkedInCampaign) {
          await puffle.sequenceNodes.add(mail, { type: "email", subject: "Hello", body: "Hi" });
          // @ts-expect-error an email does not go into a LinkedIn campaign
          await puffle.sequenceNodes.add(linkedin, { type: "email", subject: "Hello", body: "Hi" });
          // @ts-expect-error an invitation does not go into an email campaign
          await puffle.sequenceNodes.build(mail, [{ type: "connection_request" }]);
        }`,
        "tsconfig.json": JSON.stringify({
          compilerOptions: { ...strict, ...options, lib: ["es2022", "dom", "dom.iterable"] },
          files: ["main.ts", "leadlex.ts", "both.ts", "channels.ts"],
        }),
      });
      expect(await run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", "."], folder)).toBe("");
    },
  );

  test("with both formats in one process knows the errors of either", async () => {
    const folder = await project(tarball, {
      "main.mjs": `import { createRequire } from "node:module";
        import * as esm from "puffle-sdk";
        const cjs = createRequire(import.meta.url)("puffle-sdk");
        const fetch = async () => Response.json({ error: "no" }, { status: 404 });
        for (const [mine, other] of [[esm, cjs], [cjs, esm]]) {
          const error = await new mine.Puffle({ apiKey: "pk_test", fetch }).campaigns.get("x").catch((e) => e);
          console.log(error instanceof other.NotFoundError, error instanceof other.ConflictError, other.isPuffleError(error), mine.Puffle === other.Puffle);
        }`,
    });
    expect(await run(process.execPath, ["main.mjs"], folder)).toBe("true false true false\n".repeat(2));
  });

  test("leaves its user's own zod alone, and is left alone by it", async () => {
    const folder = await project(tarball, {
      "main.mjs": `import * as z from "zod";
        import { Puffle } from "puffle-sdk";
        import { createSandbox } from "puffle-sdk/sandbox";
        z.config({ customError: () => "mine", jitless: false });
        const before = JSON.stringify([Object.keys(globalThis.__zod_globalConfig), globalThis.__zod_globalRegistry !== undefined]);
        const drifts = [];
        const fetch = async () => Response.json({ campaigns: [{ id: 5 }] });
        await new Puffle({ apiKey: "pk_test", fetch, hooks: { onDrift: (event) => drifts.push(event.expected) } }).campaigns.list();
        await new Puffle(createSandbox().options).campaigns.list();
        const after = JSON.stringify([Object.keys(globalThis.__zod_globalConfig), globalThis.__zod_globalRegistry !== undefined]);
        console.log(before === after, drifts.join(), z.string().safeParse(5).error.issues[0].message);`,
    });
    await symlink(join(root, "node_modules/zod"), join(folder, "node_modules/zod"));
    expect(await run(process.execPath, ["main.mjs"], folder)).toBe("true of type string mine\n");
  });

  test("leaves nothing on globalThis", async () => {
    const folder = await project(tarball, {
      // Node's own fetch leaves a symbol there when it is first touched.
      "main.mjs": `new Response("");
        const before = new Set(Reflect.ownKeys(globalThis));
        ${IMPORTS.replaceAll(/import (.*) from (.*);/g, "const $1 = await import($2);")}
        ${JAVASCRIPT}
        await main();
        console.log(Reflect.ownKeys(globalThis).filter((key) => !before.has(key)).map(String).join());`,
    });
    expect(await run(process.execPath, ["main.mjs"], folder)).toBe(`${PRINTED}\n`);
  });

  test("starts the sandbox on a port with npx, and a client launches a campaign over the socket", async () => {
    const folder = await project(tarball, {
      "main.mjs": `import { spawn } from "node:child_process";
        import { Puffle } from "puffle-sdk";
        const child = spawn("npx", ["--no-install", "puffle-sdk", "sandbox", "--port", "0", "--speed", "1000"]);
        let out = "";
        const url = await new Promise((resolve, reject) => {
          child.stderr.on("data", (data) => { out += data; });
          child.stdout.on("data", (data) => { out += data; const found = /http:\\/\\/127\\.0\\.0\\.1:\\d+/.exec(out); if (found) resolve(found[0]); });
          child.on("exit", () => reject(new Error(out)));
        });
        const puffle = new Puffle({ apiKey: "pk_anything", baseURL: url });
        console.log((await puffle.senders.list()).length > 0, (await puffle.campaigns.list()).length);
        child.kill("SIGTERM");
        process.exit(0);`,
    });
    expect(await run(process.execPath, ["main.mjs"], folder)).toBe("true 0\n");
  });
});
