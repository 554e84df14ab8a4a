import { parseArgs } from "node:util";

const SERVICES = ["puffle", "leadlex"] as const;
const PLANS = ["starter", "pro", "org", "unlimited"] as const;

export const HELP = `puffle-sdk sandbox: a Puffle or LeadLex service in memory, to run campaigns against without writing to anybody.

  puffle-sdk sandbox [--service puffle] [--port 4010] [--speed 60] [--seed 1] [--plan org]

  --service  ${SERVICES.join(" or ")}
  --port     where to listen on 127.0.0.1; 0 for any free port
  --speed    virtual time for each unit of real time: 1 is real time, 60 a minute in a second
  --seed     what chance is drawn from; the same seed and the same campaign end the same way
  --plan     LeadLex alone: ${PLANS.join(", ")}; how many calls a minute and a day there are
  --help     this text
`;

/** What the command line asks for. */
export interface Arguments {
  readonly service: (typeof SERVICES)[number];
  /** LeadLex alone. */
  readonly plan?: (typeof PLANS)[number];
  readonly port: number;
  readonly speed: number;
  readonly seed: number;
}

/** @returns the arguments, `"help"`, or what is wrong with them in one sentence */
export function readArguments(words: readonly string[]): Arguments | "help" | { readonly problem: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        service: { type: "string", default: "puffle" },
        plan: { type: "string" },
        port: { type: "string", default: "4010" },
        speed: { type: "string", default: "60" },
        seed: { type: "string", default: "1" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) return "help";
    const [command, ...more] = positionals;
    if (command !== "sandbox" || more.length > 0) {
      const what = command === undefined ? "a command is missing" : `"${positionals.join(" ")}" is no command`;
      return { problem: `${what}; the only one is "sandbox"` };
    }
    const service = SERVICES.find((one) => one === values.service);
    if (!service) return { problem: `--service must be ${SERVICES.join(" or ")}, got "${values.service}"` };
    const plan = PLANS.find((one) => one === values.plan);
    if (values.plan !== undefined && service !== "leadlex") return { problem: "--plan is for --service leadlex only" };
    if (values.plan !== undefined && !plan)
      return { problem: `--plan must be one of ${PLANS.join(", ")}, got "${values.plan}"` };
    const port = Number(values.port);
    const speed = Number(values.speed);
    const seed = Number(values.seed);
    if (!/^\d+$/.test(values.port) || port > 65_535)
      return { problem: `--port must be a number from 0 to 65535, got "${values.port}"` };
    if (values.speed.trim() === "" || !(speed > 0 && Number.isFinite(speed)))
      return { problem: `--speed must be a number above 0, got "${values.speed}"` };
    if (!/^-?\d+$/.test(values.seed) || !Number.isSafeInteger(seed))
      return { problem: `--seed must be a whole number, got "${values.seed}"` };
    return { service, ...(plan && { plan }), port, speed, seed };
  } catch (problem) {
    // The first sentence says what is wrong; the rest is parseArgs' advice for its own syntax.
    return { problem: String(problem instanceof Error ? problem.message : problem).replace(/\.\s.*$/s, "") };
  }
}
