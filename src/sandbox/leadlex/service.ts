import { operations } from "../../../generated/leadlex.operations.ts";
import type { Answer, Incoming, PlayedService } from "../exchange.ts";
import { handlerOf } from "../handlers.ts";
import { Refusal } from "../refusal.ts";
import { type Route, Router } from "../router.ts";
import { campaigns } from "./campaigns.ts";
import { chat } from "./chat.ts";
import { contacts } from "./contacts.ts";
import { enrolments } from "./enrolments.ts";
import { type Envelopes, enveloped } from "./envelopes.ts";
import type { Shaping } from "./handlers.ts";
import type { Keys } from "./keys.ts";
import type { RateLimits } from "./limits.ts";
import { lists } from "./lists.ts";
import { type ErrorCode, errorBody, refusal } from "./refusal.ts";
import { RequestCheck } from "./request-check.ts";
import { starting } from "./starting.ts";
import { steps } from "./steps.ts";
import { tasks } from "./tasks.ts";
import { webhooks } from "./webhooks.ts";
import type { OperationId } from "./wire.ts";
import type { World } from "./world.ts";

/** What stands before the documented paths. */
export const PREFIX = "/functions/v1/api-gateway";

/** The rooms: what is played. */
const PLAYED = [campaigns, starting, enrolments, steps, tasks, chat, lists, contacts, webhooks] as const;

/** What the service is made of. */
export interface ServiceParts {
  readonly world: World;
  readonly keys: Keys;
  readonly limits: RateLimits;
  readonly envelopes: Envelopes;
}

/** LeadLex itself. */
export class Service implements PlayedService<OperationId, Shaping> {
  readonly router = new Router(operations);
  readonly prefix = PREFIX;
  readonly #parts: ServiceParts;
  readonly #check = new RequestCheck();

  constructor(parts: ServiceParts) {
    this.#parts = parts;
  }

  requestId(count: number): string {
    return `req_01SBX${String(count).padStart(21, "0")}`;
  }

  answer(
    incoming: Incoming,
    route: Route<OperationId> | undefined,
    shaping: Partial<Shaping>,
    requestId: string,
  ): Answer {
    this.#parts.world.catchUp();
    try {
      return this.#answer(incoming, route, shaping, requestId);
    } catch (problem) {
      if (problem instanceof Refusal) return { status: problem.status, body: problem.body };
      throw problem;
    }
  }

  dress({ body }: Answer, requestId: string): ReturnType<PlayedService<OperationId, Shaping>["dress"]> {
    return { body, headers: { "x-request-id": requestId, ...this.#parts.limits.headers() } };
  }

  errorBody(status: number, message: string): object {
    return errorBody(CODES[status] ?? "internal_error", message);
  }

  schedule(at: number, work: () => void): void {
    this.#parts.world.schedule(at, work);
  }

  #answer(
    { method, url, headers, body }: Incoming,
    route: Route<OperationId> | undefined,
    shaping: Shaping,
    requestId: string,
  ): Answer {
    const { world, keys, limits, envelopes } = this.#parts;
    const permissions = keys.permissionsOf(headers.get("authorization"));
    limits.take();
    if (!route) throw refusal(world.chance, 404, "not_found", "no_route");
    const { operation, path } = route;
    keys.check(permissions, operation, method);
    const input = {
      path,
      query: this.#check.query(operation, url.searchParams),
      body: this.#check.body(operation, body),
    };
    for (const room of PLAYED) {
      const reply = handlerOf(room, operation)?.(input, world, shaping);
      if (reply)
        return {
          status: reply.status,
          body: enveloped(world.chance, envelopes, operation, reply.body, requestId),
        };
    }
    throw new Refusal(501, errorBody("not_implemented", `The sandbox does not play ${operation} yet.`));
  }
}

/** Codes of errors that only faults make; no page of these operations shows a 5xx, so its code is ours. */
const CODES: Readonly<Record<number, ErrorCode>> = {
  400: "validation_error",
  401: "invalid_key",
  402: "insufficient_credits",
  403: "insufficient_permissions",
  404: "not_found",
  429: "rate_limited",
};
