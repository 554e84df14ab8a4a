import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** Chance in the sandbox and bad luck are drawn from it. */
export const SEED = 20_261;

const SERVICES = ["puffle", "leadlex"] as const;

export interface DemoOptions {
  readonly service: (typeof SERVICES)[number];
  /** The CSV file with the leads. */
  readonly file: string;
  /** Nobody gave a file: its people are made up. */
  readonly isSample: boolean;
  readonly faults: boolean;
  readonly json: boolean;
  readonly live: boolean;
  readonly launch: boolean;
  /** Approves the start where LeadLex asks for it. */
  readonly yes: boolean;
  readonly help: boolean;
}

export const HELP = `npm run demo [-- path/to/leads.csv] [options]

Reads leads from a CSV file, builds a campaign, launches it, and watches it to its end: in the sandbox, so that nobody is
written to, and ten days pass in seconds.

  --service  puffle (default) or leadlex, where a person approves the start
  --yes      with leadlex: approves the start without asking; without it you are asked, at a terminal
  --faults   with bad luck: lost connections, errors and silence at the worst moments
  --json     one JSON object as the last line
  --live     with the service itself (PUFFLE_API_KEY or LEADLEX_API_KEY, and _API_BASE_URL), and a file of yours: creates a
             campaign and its leads in your workspace, with leadlex contacts and a list, and stops before launching
  --launch   with --live: launches for real, people are written to
  --help     this text`;

/** @throws Error saying which argument is wrong */
export function demoOptions(args: readonly string[]): DemoOptions {
  const { values, positionals } = parsed(args);
  if (positionals.length > 1) throw new Error(`There is one CSV file too many: ${positionals.slice(1).join(", ")}.`);
  if (values.launch && !values.live) throw new Error("--launch goes with --live; the sandbox launches anyway.");
  if (values.faults && values.live) throw new Error("--faults is for the sandbox, not for --live.");
  const service = SERVICES.find((one) => one === values.service);
  if (!service) throw new Error(`--service must be ${SERVICES.join(" or ")}.`);
  if (values.yes && service !== "leadlex")
    throw new Error("--yes is for --service leadlex: Puffle asks for no approval.");
  const [given] = positionals;
  const file = given ?? fileURLToPath(new URL("../data/leads.csv", import.meta.url));
  return { ...values, service, file, isSample: given === undefined };
}

/**
 * To be called before anything is sent.
 * @throws Error where the sample's people would come into a real workspace
 */
export function keepSampleOut({ live, isSample }: DemoOptions): void {
  if (live && isSample) throw new Error("--live needs a file: it would create the sample's people in your workspace.");
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        service: { type: "string", default: "puffle" },
        yes: { type: "boolean", default: false },
        faults: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        live: { type: "boolean", default: false },
        launch: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    // The first sentence says what is wrong; the rest is parseArgs' advice for its own syntax.
    const problem = error instanceof Error ? error.message.replace(/\.\s.*$/s, "") : String(error);
    throw new Error(`${problem}. Try npm run demo -- --help.`);
  }
}
