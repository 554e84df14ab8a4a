import type { ServiceRequest } from "../requests.ts";
import type { OperationId } from "./wire.ts";

/** A request that came in. Never the key, never the body. */
export type SandboxRequest = ServiceRequest<OperationId>;
