import { type Answer, type AttemptTools, type Job, type Lost, runAttempts } from "./attempts.ts";
import { type ApiResponse, type Call, toCall } from "./call.ts";
import type { Check } from "./checks.ts";
import { type Config, configure } from "./config.ts";
import { type AnswerOf, type Immutable, type InputOf, type OperationInfo, repeatOf, variantOf } from "./contract.ts";
import { Cooldowns } from "./cooldown.ts";
import { InputError, type Problem, PuffleError } from "./errors.ts";
import { type ListInput, startOf } from "./list-start.ts";
import type { OnDemand } from "./on-demand.ts";
import type { CallOptions, ClientOptions } from "./options.ts";
import { type ArrayKey, type ItemOf, type List, list, type PageSource } from "./pages.ts";
import { expandPath } from "./path.ts";
import { at, isRecord, member } from "./record.ts";
import { Secret } from "./secret.ts";
import type { Paid, Service } from "./service.ts";
import { Transport } from "./transport.ts";
import { queryOf } from "./url.ts";
import { type Budget, Slots, Waits } from "./waits.ts";

/** How a resource's method makes its call. */
export interface CallDetails {
  /** The member to hand out in place of the whole answer; one that is missing makes the answer unreadable. */
  readonly pick?: string;
  /** Looks for what lost attempts may have left. Without it a `reconcile` operation is treated as `never`. */
  readonly reconcile?: (lost: Lost) => Promise<object | undefined>;
  /** Time and signal of a larger whole, besides the call's own. */
  readonly budget?: Budget | undefined;
  /** One request, no retry, no wait: for polls. */
  readonly once?: boolean;
  /** A read that settles a lost answer: what it lists has not been met by that. */
  readonly settles?: boolean;
  /** What of the larger whole is about people, though this request does not say it: no error may quote it (P82). */
  readonly about?: unknown;
  /** The options that this method has besides the common ones, each with its check. */
  readonly more?: Readonly<Record<string, Check>>;
}

interface Input {
  readonly path?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: object | undefined;
  readonly body?: unknown;
}

type Wire = Pick<Job, "path" | "query" | "body" | "effect" | "repeat">;

/** A client remembers at least so many ids, to tell what it has met before from what is new to it (P17, P80). */
const REMEMBERED_IDS = 10_000;

/** What a client is made of inside: one for each client, nothing shared between two. */
export class Engine<Types> {
  readonly service: Service;
  readonly config: Config;
  readonly waits: Waits;
  readonly #tools: AttemptTools;
  /** The ids that this client has met, each with how many it had met before; own ones with none. */
  #ids = new Map<string, number>();
  #idsBefore: ReadonlyMap<string, number> = new Map();
  #met = 0;
  #key: Secret | undefined;
  #loaded: OnDemand | undefined;

  /** @throws InputError naming everything that is wrong with the options */
  constructor(service: Service, options: ClientOptions, version: string) {
    const config = configure(service, options, version);
    const { clock, events, maxConcurrency } = config;
    this.service = service;
    this.config = config;
    this.waits = new Waits(clock);
    this.#tools = {
      clock,
      events,
      transport: new Transport(config.baseURL, clock, config.fetch, this.waits.signals),
      cooldowns: new Cooldowns(),
      service,
      waits: this.waits,
      slots: maxConcurrency === undefined ? undefined : new Slots(maxConcurrency),
      onDemand: () => this.onDemand(),
    };
  }

  /**
   * Begins a call.
   * @param id the operation's id in the contract
   * @param input path parameters, query and body
   */
  call<Id extends keyof Types & string, Key extends keyof AnswerOf<Types[Id]> & string>(
    id: Id,
    input: Immutable<InputOf<Types[Id]>> & Input,
    options: CallOptions | undefined,
    details: CallDetails & { pick: Key },
  ): Call<NonNullable<AnswerOf<Types[Id]>[Key]>>;
  call<Id extends keyof Types & string>(
    id: Id,
    input: Immutable<InputOf<Types[Id]>> & Input,
    options?: CallOptions,
    details?: Omit<CallDetails, "pick">,
  ): Call<AnswerOf<Types[Id]>>;
  call(id: string, input: Input, options?: CallOptions, details: CallDetails = {}): Call<unknown> {
    return toCall(this.#respond(id, input, options, details));
  }

  /** A call by its route: method and path as the contract has them (P06). */
  request(route: string, input: Input, options: CallOptions | undefined): Call<unknown> {
    const { name, operations } = this.service;
    const found = Object.entries(operations).find(([, { method, path }]) => `${method} ${path}` === route);
    if (found && isRecord(input)) return toCall(this.#respond(found[0], input, options, {}));
    const problem = found
      ? { field: "input", problem: "must be an object with path, query and body" }
      : { field: "route", problem: "is not an operation of the contract, written as there with ids in braces" };
    return toCall(Promise.reject(new InputError([problem], `${name}.request`)));
  }

  async #respond(
    id: string,
    input: Input,
    options: CallOptions | undefined,
    details: CallDetails,
  ): Promise<ApiResponse<unknown>> {
    const answer = await this.#answer(id, input, options, details);
    const { data, status, headers, correlationId, attempts } = answer;
    if (details.pick === undefined) return { data, status, headers, correlationId, attempts };
    return { data: await this.member(id, answer, details.pick), status, headers, correlationId, attempts };
  }

  /** Like `call`, with all that is known of the attempts: for methods that are made of several calls. */
  answer<Id extends keyof Types & string>(
    id: Id,
    input: Immutable<InputOf<Types[Id]>> & Input,
    options?: CallOptions,
    details: CallDetails = {},
  ): Promise<Answer<AnswerOf<Types[Id]>>> {
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the one place where the wire becomes typed: what the SDK itself relies on is looked at where it does
    return this.#answer(id, input, options, details) as Promise<Answer<AnswerOf<Types[Id]>>>;
  }

  /**
   * A list that has not been asked for yet (P59).
   * @param id the operation's id in the contract, which says how the list goes on
   * @param key the answer's array of items
   * @param input path parameters and query; its `cursor` or `page` is where the list begins. A function where making it may
   * throw: the list then fails with that when it is read, as every call does that is refused
   */
  list<Id extends keyof Types & string, Key extends ArrayKey<AnswerOf<Types[Id]>>>(
    id: Id,
    key: Key,
    input: ListInput<Immutable<InputOf<Types[Id]>> & Input>,
    options: CallOptions | undefined,
  ): List<ItemOf<AnswerOf<Types[Id]>, Key>>;
  list(id: string, key: string, input: ListInput<Input>, options: CallOptions | undefined): List<unknown> {
    const { page: info } = this.#info(id);
    if (!info) throw new TypeError(`${id} is no list`);
    const { path, query, spot, from, refusal } = startOf(id, info, input);
    const source: PageSource<unknown> = {
      operation: id,
      info,
      from,
      fetch: async (at) => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- as it was caught
        if (refusal) throw refusal;
        const answer = await this.#answer(id, { path, query: { ...query, [spot]: at } }, options, {});
        const items = await this.member(id, answer, key);
        if (Array.isArray(items)) return { body: answer.data, items };
        throw await this.#unusable(id, answer, `has no array \`${key}\``);
      },
      identity: (item) => member(item, info.identity ?? "id"),
      odd: (problem) => this.config.events.warn(`${id}: ${problem}`),
    };
    return list(source, () => this.onDemand());
  }

  async #answer(id: string, input: Input, options: CallOptions | undefined, details: CallDetails): Promise<Answer> {
    const info = this.#info(id);
    // As it is now: what the caller changes while this waits is not sent.
    const wire: Wire = {
      path: expandPath(info.path, input.path, id),
      query: queryOf(input.query, id),
      body: serialise(id, input.body),
      effect: variantOf(info, input.body).effect,
      repeat: repeatOf(info, input.body),
    };
    if (options) (this.#loaded ?? (await this.onDemand())).checkCallOptions(options, id, details.more);
    const budget = this.budget(options, undefined, details.budget);
    const { key, validation } = this.config;
    this.#key = typeof key === "function" ? await this.#ask(key, id, budget) : key;
    // What explains a failure is there before anything is changed; for a read it may come while that is on its way.
    if (!this.#loaded && wire.effect !== "read") await this.onDemand();
    else if (!this.#loaded && validation !== "off") this.onDemand().catch(() => {});
    const job = this.#job(id, info, wire, input, options, details, budget, this.#key);
    const received = await (wire.effect === "spend" && this.service.reserve
      ? this.#paid(
          await this.service.reserve({ operation: id, path: input.path, body: wire.body, options, budget }),
          job,
        )
      : runAttempts(this.#tools, job));
    const answer = this.service.unwrap ? await this.#unwrapped(id, received) : received;
    if (!details.settles) this.#remember(info.method === "POST" && wire.effect !== "read", input.path, answer.data);
    if (validation !== "off" && !answer.reconciled) {
      const differs = this.#compare((this.#loaded ?? (await this.onDemand())).validate, id, answer);
      if (differs) throw await this.#unusable(id, answer, differs);
    }
    return answer;
  }

  /** What a read has proved came in no envelope. */
  async #unwrapped(id: string, answer: Answer): Promise<Answer> {
    const data = answer.reconciled ? answer.data : this.service.unwrap?.(id, answer.data);
    if (!data) throw await this.#unusable(id, answer, "has no `data`");
    return { ...answer, data };
  }

  /** Sends what can cost credits, and tells how it ended. */
  async #paid(tell: Paid, job: Job): Promise<Answer> {
    try {
      const answer = await runAttempts(this.#tools, job);
      tell(answer);
      return answer;
    } catch (error) {
      if (error instanceof PuffleError) tell(error);
      throw error;
    }
  }

  /** What is not needed to start up. */
  async onDemand(): Promise<OnDemand> {
    this.#loaded ??= await this.service.onDemand();
    return this.#loaded;
  }

  /**
   * How long something may take: the caller's timeout and signal, within what is left of a larger whole.
   * @param fallback the timeout where the caller names none, in ms
   */
  budget(options: CallOptions | undefined, fallback = this.config.timeout, whole?: Budget): Budget {
    const endsAt = this.config.clock.now() + (options?.timeout ?? fallback);
    if (!whole) return { signal: options?.signal, endsAt };
    return { signal: either(options?.signal, whole.signal), endsAt: Math.min(endsAt, whole.endsAt) };
  }

  /**
   * Whether this client has met the id: it was in an answer, or in the path of a call that succeeded.
   * @param since a lost call's: what was first met after that began may be its work. What another call has made, or has been
   * proved to have made, is known all the same
   */
  knows(id: string, since = Number.POSITIVE_INFINITY): boolean {
    return (this.#ids.get(id) ?? this.#idsBefore.get(id) ?? since) < since;
  }

  /**
   * From now on the id is known.
   * @param own it is the work of a call of this client, so no other one's
   */
  meet(id: unknown, own = false): void {
    if (typeof id !== "string") return;
    this.#ids.set(id, own ? -1 : (this.#ids.get(id) ?? this.#idsBefore.get(id) ?? this.#met++));
    if (this.#ids.size < REMEMBERED_IDS) return;
    // Forgotten by generations: keeping the order in which ids were met would be the dearest part of a call.
    this.#idsBefore = this.#ids;
    this.#ids = new Map();
  }

  /** Waits between two calls; a 401 for the key that was used last ends it as well. */
  wait(ms: number, signal: AbortSignal | undefined) {
    return this.waits.wait(ms, signal, this.#key);
  }

  /** A member of an answer that the SDK or its user relies on. */
  async member(id: string, answer: Answer, path: string): Promise<object> {
    const found = at(answer.data, path);
    if (typeof found === "object" && found !== null) return found;
    throw await this.#unusable(id, answer, `has no \`${path}\``);
  }

  /** An array of an answer that the SDK looks through: rows, each of them an object. */
  async items(id: string, answer: Answer, path: string): Promise<readonly object[]> {
    const found = at(answer.data, path);
    if (!Array.isArray(found)) throw await this.#unusable(id, answer, `has no array \`${path}\``);
    if (found.every(isRecord)) return found;
    throw await this.#unusable(id, answer, `has something else than rows in \`${path}\``);
  }

  /** The service answered success with something that can't be used. */
  unreadable(id: string, answer: Answer, problem: string): Promise<PuffleError> {
    return this.#unusable(id, answer, problem);
  }

  async #unusable(id: string, answer: Answer, problem: string | readonly Problem[]): Promise<PuffleError> {
    return (await this.onDemand()).unusable({ id, info: this.#info(id), answer, problem });
  }

  /** Reports where an answer differs from the contract; under `strict`, returns where it does in a way that throws. */
  #compare(validate: OnDemand["validate"], id: string, answer: Answer): readonly Problem[] | undefined {
    const { mismatches, unknownValues } = validate(id, answer.data);
    if (mismatches.length + unknownValues.length === 0) return undefined;
    for (const found of [...mismatches, ...unknownValues]) this.config.events.drift({ operation: id, ...found });
    if (this.config.validation !== "strict" || mismatches.length === 0) return undefined;
    return mismatches.map((found) => ({ field: found.path, problem: `is not ${found.expected}` }));
  }

  #info(id: string): OperationInfo {
    const info = Object.hasOwn(this.service.operations, id) ? this.service.operations[id] : undefined;
    if (!info) throw new InputError([{ field: "operation", problem: "is not in the contract" }], this.service.name);
    return info;
  }

  #job(
    id: string,
    info: OperationInfo,
    wire: Wire,
    input: Input,
    options: CallOptions | undefined,
    details: CallDetails,
    { signal, endsAt }: Budget,
    key: Secret,
  ): Job {
    const { userAgent, attemptTimeout, retry } = this.config;
    // In small letters, so that each is there once, however the caller writes it.
    const headers: Record<string, string> = { "user-agent": userAgent, accept: "application/json" };
    for (const [name, value] of Object.entries(options?.headers ?? {})) headers[name.toLowerCase()] = value;
    headers["authorization"] = `Bearer ${key.reveal()}`;
    if (typeof wire.body === "string") headers["content-type"] = "application/json";
    return {
      id,
      info,
      ...wire,
      limit: this.service.oneLimit ? "" : id,
      headers,
      requestBody: input.body,
      about: details.about,
      key,
      signal,
      endsAt,
      attemptTimeout: options?.attemptTimeout ?? attemptTimeout,
      retry: [retry, options?.retry],
      once: details.once === true,
      known: this.#isKnown(input.path),
      since: this.#met,
      reconcile: details.reconcile,
    };
  }

  /** P02: a function is asked on every call, so that keys can be rotated. */
  async #ask(source: () => string | Promise<string>, id: string, budget: Budget): Promise<Secret> {
    const { askKey } = await this.onDemand();
    const value = await askKey(source, { id, budget, waits: this.waits, variable: this.service.env.key });
    return this.#key?.reveal() === value ? this.#key : new Secret(value);
  }

  /** @param makes whether the call may have made what it answers */
  #remember(makes: boolean, path: Input["path"], data: object): void {
    for (const name in path) this.meet(path[name]);
    // What it answers is its own work then, unless it was known before.
    const meet = (value: unknown) => {
      const id = member(value, "id");
      this.meet(id, makes && typeof id === "string" && !this.knows(id));
    };
    meet(data);
    const members: Readonly<Record<string, unknown>> = { ...data };
    for (const name in members) {
      // What is said not to be there has not been met.
      if (name === "errors") continue;
      const value = members[name];
      if (Array.isArray(value)) for (const one of value) meet(one);
      else meet(value);
    }
  }

  #isKnown(path: Input["path"]): boolean {
    for (const name in path) if (this.knows(String(path[name]))) return true;
    return false;
  }
}

/** A signal for whichever of the two comes first. */
function either(one: AbortSignal | undefined, other: AbortSignal | undefined): AbortSignal | undefined {
  return one && other && one !== other ? AbortSignal.any([one, other]) : (one ?? other);
}

function serialise(id: string, body: unknown): string | FormData | undefined {
  if (body === undefined) return undefined;
  if (typeof FormData !== "undefined" && body instanceof FormData) return body;
  try {
    return JSON.stringify(body);
  } catch {
    const problem = "can't be written as JSON: it holds a BigInt or refers to itself";
    throw new InputError([{ field: "body", problem }], id);
  }
}
