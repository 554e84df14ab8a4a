import type { AnswerOf, InputOf } from "../core/contract.ts";

/** A success. */
export interface Reply<Body = object> {
  readonly status: number;
  readonly body: Body;
}

export function ok<Body>(body: Body): Reply<Body> {
  return { status: 200, body };
}

/** How a service's operations are played: synchronously, all checks before the first change. */
export type HandlersOf<Operations, World, Shaping> = {
  readonly [Id in keyof Operations]?: (
    input: InputOf<Operations[Id]>,
    world: World,
    shaping: Shaping,
  ) => Reply<AnswerOf<Operations[Id]>>;
};

/** A handler of whatever operation. */
export type Handler<World, Shaping> = (input: object, world: World, shaping: Shaping) => Reply;

/** The handler of an operation, if the sandbox plays it. */
export function handlerOf<Operations, World, Shaping>(
  handlers: HandlersOf<Operations, World, Shaping>,
  operation: keyof Operations,
): Handler<World, Shaping> | undefined {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the one place where the wire becomes typed: the check against the contract comes right before the call
  return handlers[operation] as Handler<World, Shaping> | undefined;
}
