import { ok } from "../handlers.ts";
import type { Handlers } from "./handlers.ts";
import type { World } from "./world.ts";

/** A link that a person opens once, to connect a LinkedIn account. */
export interface ConnectLink {
  readonly url: string;
  readonly validUntil: number;
}

const HOUR = 3_600_000;

/** Connecting LinkedIn accounts, which takes a person and a browser. */
export const connecting: Handlers = {
  connectLinkedInSender(_, world) {
    const url = `https://connect.sandbox.puffle.test/${world.newId("connect link")}`;
    // The latest link wins. (C 5.4)
    world.connectLink = { url, validUntil: world.now + HOUR };
    return ok({ url });
  },
};

/**
 * A person has followed the link.
 * @throws Error when it is not the latest one, was used, or is older than an hour
 */
export function followLink(world: World, url: string): void {
  const link = world.connectLink;
  if (link?.url !== url)
    throw new Error("sandbox.connectLinkedIn: the link is not the latest one, or was used already");
  if (world.now > link.validUntil) throw new Error("sandbox.connectLinkedIn: the link is older than an hour");
  world.connectLink = undefined;
}
