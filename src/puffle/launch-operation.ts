import { operations } from "../../generated/puffle.operations.ts";
import { Operation } from "../core/operation.ts";
import type { OperationToken } from "../core/token.ts";
import { flows } from "./flows.ts";
import type { Campaign, PuffleEngine } from "./types.ts";

/** A launch as a job: done when the campaign is active (or completed already), rolled back when it is a draft again. */
export function launchOperation(engine: PuffleEngine, id: string, resumed?: OperationToken): Operation<Campaign> {
  const { poll } = operations.launchCampaign;
  const reader = async () => (await flows()).launchReader(engine);
  return new Operation(engine, { kind: "launchCampaign", poll, reader }, id, resumed);
}
