import * as z from "zod/mini";
import { at } from "../core/record.ts";
import { type LimitedShape, type ListShape, SchemaBuilder, type Shape } from "../core/shapes.ts";
import type { RequestShapes } from "./contract.ts";
import { knownMembers } from "./known-members.ts";

/** What is wrong with a request. */
export interface RequestProblem {
  /** Which member or parameter, such as `prospects[3].email`; `body` for the whole of it. */
  readonly where: string;
  readonly kind: ProblemKind;
  /** The problem in a sentence. */
  readonly sentence: string;
}

/** `few` and `many` are too few and too many items. */
type ProblemKind = "missing" | "few" | "many" | "wrong";

/** How a service refuses what its contract does not have; problems come in their order, at least one, each once. */
export type Refuse = (operation: string, problems: readonly [RequestProblem, ...RequestProblem[]]) => Error;

/** Looks at requests as the contract has them; each operation's schemas are built when they are first needed. */
export class ContractCheck {
  readonly #requests: RequestShapes;
  readonly #refuse: Refuse;
  readonly #builder: SchemaBuilder;
  readonly #built = new Map<Shape, z.ZodMiniType>();

  constructor(requests: RequestShapes, refuse: Refuse) {
    this.#requests = requests;
    this.#refuse = refuse;
    this.#builder = new SchemaBuilder(requests, (shape, base) => z.pipe(base, limited(shape)));
  }

  /**
   * @returns the query, numbers and truth values as such
   * @throws Refusal naming the parameters
   */
  query(operation: string, params: URLSearchParams): object | undefined {
    const shape = this.#requests.requests[operation]?.query;
    if (shape === undefined || typeof shape === "string" || !("of" in shape)) return undefined;
    const query = Object.fromEntries(
      Object.entries(shape.of).flatMap(([key, member]) => {
        const name = key.replace(/\?$/, "");
        const values = params.getAll(name);
        const [first] = values;
        if (first === undefined) return [];
        return [[name, isList(member) ? values : coerced(member, first)]];
      }),
    );
    this.#check(operation, shape, query);
    return query;
  }

  /**
   * @param text the body as it came
   * @returns the body with what the contract knows of it, or undefined where the operation takes none
   * @throws Refusal naming the members, or that it is no JSON
   */
  body(operation: string, text: string): unknown {
    const { body: shape, bodyRequired } = this.#requests.requests[operation] ?? {};
    if (shape === undefined) return undefined;
    if (text === "" && !bodyRequired) return undefined;
    const body = parsed(text);
    if (body === undefined)
      throw this.#refuse(operation, [
        text === ""
          ? { where: "body", kind: "missing", sentence: "A JSON body is required" }
          : { where: "body", kind: "wrong", sentence: "The body is not valid JSON" },
      ]);
    this.#check(operation, shape, body);
    return knownMembers(this.#requests, shape, body);
  }

  #check(operation: string, shape: Shape, value: unknown): void {
    let schema = this.#built.get(shape);
    if (!schema) {
      schema = this.#builder.build(shape);
      this.#built.set(shape, schema);
    }
    const result = z.safeParse(schema, value);
    if (result.success) return;
    const problems = new Map<string, RequestProblem>();
    for (const issue of result.error.issues) {
      const problem = describe(issue, value);
      if (problem === undefined) continue;
      const where = place(issue.path);
      const sentence = `${where}: ${problem.what}`;
      problems.set(sentence, { where, kind: problem.kind, sentence });
    }
    const [first, ...more] = problems.values();
    if (first) throw this.#refuse(operation, [first, ...more]);
  }
}

/** What is wrong, as the end of a sentence. */
interface Described {
  readonly what: string;
  readonly kind: ProblemKind;
}

const wrong = (what: string): Described => ({ what, kind: "wrong" });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A limit of the contract as a schema of its own, after the one for the type. */
function limited(shape: LimitedShape | ListShape): z.ZodMiniType {
  return z.unknown().check(
    z.superRefine((value, context) => {
      const problem = limitProblem(shape, value);
      if (problem !== undefined) context.addIssue({ code: "custom", params: { problem } });
    }),
  );
}

function limitProblem(shape: LimitedShape | ListShape, value: unknown): Described | undefined {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = shape;
  if (Array.isArray(value)) {
    if (value.length < min) return { what: `must have at least ${min} item(s)`, kind: "few" };
    return value.length > max ? { what: `must have at most ${max} items`, kind: "many" } : undefined;
  }
  if (!("type" in shape)) return undefined;
  if (shape.in && !shape.in.some((one) => one === value)) return wrong(`must be one of ${shape.in.join(", ")}`);
  if (typeof value === "number" && (value < min || value > max))
    return wrong(value < min ? `must be at least ${min}` : `must be at most ${max}`);
  if (typeof value !== "string") return undefined;
  const { length } = [...value];
  if (length < min) return wrong(`must have at least ${min} character(s)`);
  if (length > max) return wrong(`must have at most ${max} characters`);
  return shape.like !== undefined && !new RegExp(shape.like).test(value) ? wrong("has the wrong form") : undefined;
}

/** What is wrong, without the value; undefined where an open enum has a value that is not known yet. */
function describe(issue: z.core.$ZodIssue, value: unknown): Described | undefined {
  if (issue.code === "custom") {
    const what = at(issue, "params.problem.what");
    const kind = at(issue, "params.problem.kind");
    if (typeof what !== "string") return undefined;
    return { what, kind: kind === "few" || kind === "many" ? kind : "wrong" };
  }
  const found = issue.path.length === 0 ? value : at(value, issue.path.map(String).join("."));
  if (found === undefined) return { what: "is required", kind: "missing" };
  return wrong(issue.code === "invalid_type" ? `must be of type ${issue.expected}` : "has none of the allowed forms");
}

/** `prospects[3].email`. */
function place(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return text.replace(/^\./, "") || "body";
}

function isList(shape: Shape): boolean {
  return typeof shape === "object" && "list" in shape;
}

/** Everything in a query is text: what the contract has as a number or a truth value becomes one. */
function coerced(shape: Shape, text: string): unknown {
  const type = typeof shape === "string" ? shape : "type" in shape ? shape.type : "string";
  if ((type === "integer" || type === "number") && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}
