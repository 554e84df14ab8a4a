import type { Lost } from "../core/attempts.ts";
import type { ApiResponse } from "../core/call.ts";
import { AbortError } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { settlingRead } from "../core/settling-read.ts";
import type { Budget } from "../core/waits.ts";
import { CampaignNotActiveError } from "./errors.ts";
import { readCampaign } from "./read-campaign.ts";
import type { LeadLexEngine, PausedCampaign } from "./types.ts";

/** Pauses a campaign once: the 409 on a second call means that it is done, if reading says so. */
export async function pauseCampaign(
  engine: LeadLexEngine,
  id: string,
  options: CallOptions | undefined,
): Promise<ApiResponse<PausedCampaign>> {
  const budget = engine.budget(options);
  let proof: PausedCampaign | undefined;
  const look = async (within: Budget): Promise<PausedCampaign | undefined> => {
    const { campaign } = await readCampaign(engine, id, settlingRead(options), { budget: within });
    return campaign.status === "paused" ? { id: campaign.id, status: campaign.status } : undefined;
  };
  const reconcile = async (lost: Lost) => {
    proof = await look(lost.budget);
    return proof;
  };
  try {
    const details = { budget, reconcile };
    const { data, status, headers, correlationId, attempts } = await engine.answer(
      "pauseCampaign",
      { path: { id } },
      options,
      details,
    );
    return { data: proof ?? data, status, headers, correlationId, attempts };
  } catch (error) {
    if (!(error instanceof CampaignNotActiveError)) throw error;
    // That it can't be read whether it is paused is less than what the service said.
    const paused = await look(budget).catch((problem: unknown) => {
      if (problem instanceof AbortError) throw problem;
      return undefined;
    });
    if (!paused) throw error;
    const { status = 409, correlationId, attempts } = error;
    return { data: paused, status, headers: new Headers(), correlationId, attempts };
  }
}
