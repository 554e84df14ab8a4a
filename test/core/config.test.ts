import { afterEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "../../src/core/clock.ts";
import { configure } from "../../src/core/config.ts";
import { InputError } from "../../src/core/errors.ts";
import { Secret } from "../../src/core/secret.ts";
import { Puffle } from "../../src/puffle/client.ts";
import { thrownAs } from "../support/errors.ts";
import { KEY, testService } from "../support/service.ts";

const service = testService();
const make = (options: object) => configure(service, options, "1.2.3");
const problemsOf = (options: unknown): InputError =>
  thrownAs(InputError, () => Reflect.apply(configure, undefined, [service, options, "1.2.3"]));
const fieldsOf = (options: object) => problemsOf(options).problems.map(({ field }) => field);

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

describe("a client's options", () => {
  it("have the documented defaults", () => {
    const config = make({ apiKey: KEY });
    expect(config).toMatchObject({
      baseURL: "https://api.things.test/base",
      timeout: 60_000,
      attemptTimeout: 30_000,
      validation: "report",
      maxConcurrency: undefined,
      retry: undefined,
    });
    expect(config.clock).toBe(systemClock);
    expect(config.userAgent).toMatch(/^puffle-sdk\/1\.2\.3( node\/\d|$)/);
  });

  it("are kept as they were given", () => {
    const given = {
      timeout: 1,
      attemptTimeout: 2,
      maxConcurrency: 3,
      retry: { 500: false as const },
      validation: "off" as const,
      fetch: globalThis.fetch,
      clock: { now: () => 0, sleep: async () => {} },
    };
    expect(make({ apiKey: KEY, ...given })).toMatchObject(given);
  });

  it("name everything that is wrong at once, before anything is sent, and never the key", () => {
    const wrong = {
      apiKey: `${KEY} \n`,
      baseURL: "ftp://things.test",
      timeout: "60",
      attemptTimeout: 0,
      maxConcurrency: 1.5,
      retry: { 500: { retries: -1, wait: Number.NaN, factor: 3 }, 418: false, lost: "no" },
      fetch: "fetch",
      hooks: { onRequest: "x", onFire: () => {} },
      logger: { debug() {} },
      validation: "loose",
      clock: { now: () => 0 },
      dangerouslyAllowBrowser: "yes",
      apikey: KEY,
    };
    const error = problemsOf(wrong);
    expect(error.problems.map(({ field }) => field).sort()).toEqual(
      [
        "apiKey",
        "baseURL",
        "timeout",
        "attemptTimeout",
        "maxConcurrency",
        "retry.500.retries",
        "retry.500.wait",
        "retry.500.factor",
        "retry.418",
        "retry.lost",
        "fetch",
        "hooks.onRequest",
        "hooks.onFire",
        "logger",
        "validation",
        "clock",
        "dangerouslyAllowBrowser",
        "apikey",
      ].sort(),
    );
    for (const { field } of error.problems) expect(error.message).toContain(field);
    expect(`${error.message}${JSON.stringify(error)}`).not.toContain(KEY);
    expect(error).toMatchObject({ code: "invalid_input", next: "fix_request", outcome: "not_sent" });
  });

  it("that are undefined are as good as absent", () => {
    const names = [
      "baseURL",
      "timeout",
      "attemptTimeout",
      "maxConcurrency",
      "retry",
      "hooks",
      "logger",
      "validation",
      "clock",
      "fetch",
    ];
    const config = make({ apiKey: KEY, ...Object.fromEntries(names.map((name) => [name, undefined])) });
    expect(config).toMatchObject({ timeout: 60_000, validation: "report", clock: systemClock });
  });

  it.each([null, "pk-live", 7, [], () => {}])("that are no options at all are refused: %s", (options) => {
    expect(problemsOf(options).message).toContain("must be an object");
  });

  it.each([
    ["timeout", [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 31 * 24 * 3_600_000, "1", null, true]],
    ["attemptTimeout", [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 3_600_001]],
    ["maxConcurrency", [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "2"]],
    ["validation", ["", "Strict", true, null]],
    ["retry", [true, 3, "no", null, [], { 500: 3 }, { 500: true }, { 500: { retries: 11 } }, { 500: { wait: -1 } }]],
  ])("%s", (name, values) => {
    for (const value of values) {
      const [field, ...more] = fieldsOf({ apiKey: KEY, [name]: value });
      expect(field, `${name}: ${String(value)}`).toMatch(new RegExp(`^${name}`));
      expect(more).toEqual([]);
    }
  });

  it("are looked at without calling any of them", () => {
    const never = () => {
      throw new Error("must not be called");
    };
    make({ apiKey: never, fetch: never, clock: { now: never, sleep: never }, hooks: { onRequest: never } });
  });
});

describe("P02 the key", () => {
  it.each([
    ["none", {}],
    ["an empty one", { apiKey: "" }],
    ["null", { apiKey: null }],
    ["white space", { apiKey: "  " }],
    ["a line end", { apiKey: `${KEY}\n` }],
    ["quotes of a word processor", { apiKey: `“${KEY}”` }],
    ["a number", { apiKey: 7 }],
    ["an object", { apiKey: { toString: () => KEY } }],
  ])("%s is refused when the client is made, for a person to mend", (_, options) => {
    const error = problemsOf(options);
    expect(error.problems).toMatchObject([{ field: "apiKey" }]);
    expect(error.next).toBe("ask_human");
    expect(error.message).not.toContain(KEY);
  });

  it("may have any prefix", () => {
    for (const apiKey of ["x", "sk_live_1", "Bearer", "a.b.c"]) expect(make({ apiKey }).key).toBeInstanceOf(Secret);
  });

  it("comes from the environment unless the options have one", () => {
    vi.stubEnv("THINGS_TEST_KEY", "from-env");
    const revealed = (options: object) => {
      const { key } = make(options);
      return key instanceof Secret ? key.reveal() : undefined;
    };
    expect(revealed({})).toBe("from-env");
    expect(revealed({ apiKey: undefined })).toBe("from-env");
    expect(revealed({ apiKey: "from-options" })).toBe("from-options");
    expect(problemsOf({ apiKey: "" }).problems).toMatchObject([{ field: "apiKey" }]);
  });

  it("of an empty environment is missing, and the variable is named", () => {
    vi.stubEnv("THINGS_TEST_KEY", "");
    expect(problemsOf({}).message).toContain("THINGS_TEST_KEY");
  });

  it("may be a function, which is not asked yet", () => {
    const apiKey = () => "later";
    expect(make({ apiKey }).key).toBe(apiKey);
  });
});

describe("P01 the address", () => {
  it.each([
    ["https://app.example.com", "https://app.example.com"],
    ["https://app.example.com/", "https://app.example.com"],
    ["https://app.example.com/v1//", "https://app.example.com/v1"],
    ["https://app.example.com:8443", "https://app.example.com:8443"],
    ["HTTPS://APP.example.com", "https://app.example.com"],
    ["http://localhost:4010", "http://localhost:4010"],
    ["http://127.0.0.1:4010/base/", "http://127.0.0.1:4010/base"],
    ["http://127.8.9.1", "http://127.8.9.1"],
    ["http://[::1]:4010", "http://[::1]:4010"],
  ])("%s will do", (baseURL, kept) => {
    expect(make({ apiKey: KEY, baseURL }).baseURL).toBe(kept);
  });

  it.each([
    "http://app.example.com",
    "http://localhost.evil.test",
    "http://127.0.0.1.evil.test",
    "http://127.0.0.1@evil.test",
    "http://[::2]",
    "http://0.0.0.0",
    "http://10.0.0.1",
    "http://192.168.1.1",
    "ftp://localhost",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "wss://app.example.com",
    "app.things.test",
    "//app.things.test",
    "/api",
    "",
    "https://",
    "https://user:pass@app.example.com",
    "https://pk-key@app.example.com",
    "https://app.example.com?key=1",
    "https://app.example.com#x",
  ])("%s is refused, and not repeated", (baseURL) => {
    const error = problemsOf({ apiKey: KEY, baseURL });
    expect(error.problems).toMatchObject([{ field: "baseURL" }]);
    if (baseURL.length > 8) expect(error.message).not.toContain(baseURL);
  });

  it("comes from the environment unless the options have one", () => {
    vi.stubEnv("THINGS_TEST_BASE_URL", "http://localhost:4010/");
    expect(make({ apiKey: KEY }).baseURL).toBe("http://localhost:4010");
    expect(make({ apiKey: KEY, baseURL: "https://a.test" }).baseURL).toBe("https://a.test");
    vi.stubEnv("THINGS_TEST_BASE_URL", "http://evil.test");
    expect(fieldsOf({ apiKey: KEY })).toEqual(["baseURL"]);
  });
});

describe("P05 a browser", () => {
  it("is refused", () => {
    vi.stubGlobal("window", { document: {} });
    expect(fieldsOf({ apiKey: KEY })).toEqual(["dangerouslyAllowBrowser"]);
    expect(() => new Puffle({ apiKey: KEY })).toThrow(/dangerouslyAllowBrowser/);
    expect(fieldsOf({ apiKey: KEY, dangerouslyAllowBrowser: false })).toEqual(["dangerouslyAllowBrowser"]);
  });

  it("is allowed where somebody says so", () => {
    vi.stubGlobal("window", { document: {} });
    expect(make({ apiKey: KEY, dangerouslyAllowBrowser: true }).baseURL).toBe("https://api.things.test/base");
  });

  it("is not what a worker is, though it has no process", () => {
    vi.stubGlobal("process", undefined);
    const { userAgent } = make({ apiKey: KEY });
    expect(userAgent).toBe("puffle-sdk/1.2.3");
  });

  it("an environment that may not be read is none", () => {
    vi.stubGlobal("process", {
      versions: {},
      get env(): never {
        throw new Error("NotCapable: Requires env access");
      },
    });
    expect(fieldsOf({})).toEqual(["apiKey"]);
    expect(make({ apiKey: KEY }).baseURL).toBe("https://api.things.test/base");
  });
});
