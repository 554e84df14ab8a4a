import { type Contract, type Operation, operationsOf, type Schema } from "./contract.ts";

/**
 * A contract whose answers are as its users see them: without what the service wraps them in. A root `x-envelope` names the
 * member that holds everything and the one that may stand beside it; an operation's `x-envelope` the thing that newer
 * pages put between. Errors stay as they are, and what is sent to others has no answers: it is left out.
 */
export function withoutEnvelopes(contract: Contract): Contract {
  const root = contract["x-envelope"];
  if (!root) return contract;
  const { webhooks: _, ...unwrapped } = structuredClone(contract);
  for (const { operation } of operationsOf(unwrapped)) {
    for (const content of successes(operation)) content.schema = inside(content.schema, root, operation);
  }
  return unwrapped;
}

function successes(operation: Operation): { schema: Schema }[] {
  return Object.entries(operation.responses).flatMap(([status, response]) => {
    const content = response.content?.["application/json"];
    return status.startsWith("2") && content ? [content] : [];
  });
}

function inside(schema: Schema, root: { data: string; meta: string }, operation: Operation): Schema {
  const data = schema.properties?.[root.data];
  if (!data) throw new Error(`${operation.operationId}: its answer has no member ${root.data}`);
  const thing = operation["x-envelope"];
  const wrapped = typeof thing === "string" ? data.properties?.[thing] : undefined;
  if (wrapped) return wrapped;
  const meta = schema.properties?.[root.meta];
  if (!meta) return data;
  if (!data.properties)
    throw new Error(`${operation.operationId}: what has ${root.meta} beside it must be written out`);
  const isRequired = schema.required?.includes(root.meta);
  return {
    ...data,
    properties: { ...data.properties, [root.meta]: meta },
    required: [...(data.required ?? []), ...(isRequired ? [root.meta] : [])],
  };
}
