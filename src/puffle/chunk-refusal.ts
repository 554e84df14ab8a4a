import type { ChunkRefusal } from "../core/batches.ts";
import { BadRequestError } from "../core/errors.ts";
import { saidBy } from "../core/failures.ts";
import { CampaignNotDraftError } from "./errors.ts";

/**
 * A 400 for some of a chunk's leads, and not for what they are added to.
 * @param count how many leads were sent
 */
export function chunkRefusal(error: unknown, count: number): ChunkRefusal | undefined {
  if (!(error instanceof BadRequestError) || error instanceof CampaignNotDraftError) return undefined;
  const { body } = error;
  const sentence = saidBy(body, typeof body === "string" ? body : undefined) ?? "";
  const places = placesIn(sentence, count);
  const alone = count === 1 && /lead|prospect|email|linkedin|row|index|item|entry/i.test(sentence);
  return places.length > 0 || alone ? { places, reason: error.said ?? "refused by the service", error } : undefined;
}

/** The places that a sentence such as `prospects[3].email is required` or "index 3 has no email" names. */
function placesIn(sentence: string, count: number): number[] {
  const named =
    /\b(?:prospects?|leads?|index(?:es)?|indices|rows?|items?|entry|entries|position|#)\W{0,3}(?:at |no\.? |number |index )?\W{0,2}(\d+(?:\s*(?:,|and|&)\s*\d+)*)/gi;
  const numbers = [...sentence.matchAll(named)].flatMap((match) => match[1]?.match(/\d+/g) ?? []);
  return [...new Set(numbers.map(Number))].filter((place) => place <= count);
}
