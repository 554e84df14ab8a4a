/** As much of OpenAPI as the contracts use. */
export interface Contract {
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly parameters?: Readonly<Record<string, Parameter>>;
  };
  /** What the service sends to addresses that were registered with it. */
  readonly webhooks?: unknown;
  readonly "x-personal-fields": readonly string[];
  /** The members that every answer is wrapped in. */
  readonly "x-envelope"?: { readonly data: string; readonly meta: string };
}

type PathItem = Readonly<Record<string, unknown>> & { readonly parameters?: readonly (Parameter | Reference)[] };

interface Reference {
  readonly $ref: string;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema: Schema }>> }>>;
  readonly [extension: `x-${string}`]: unknown;
}

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly const?: string | number | boolean;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly "x-extensible-enum"?: readonly string[];
}

const METHODS = ["get", "post", "put", "patch", "delete"];

/** Every operation in the contract's order. */
export function operationsOf(contract: Contract): {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
  readonly parameters: readonly Parameter[];
}[] {
  return Object.entries(contract.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method] as Operation | undefined;
      if (!operation) return [];
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) =>
        resolveParameter(contract, parameter),
      );
      return [{ method: method.toUpperCase(), path, operation, parameters }];
    }),
  );
}

function resolveParameter(contract: Contract, parameter: Parameter | Reference): Parameter {
  if (!("$ref" in parameter)) return parameter;
  const found = contract.components.parameters?.[parameter.$ref.replace("#/components/parameters/", "")];
  if (!found) throw new Error(`the contract refers to ${parameter.$ref}, which it does not have`);
  return found;
}
