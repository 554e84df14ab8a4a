import type { Channel } from "./wire.ts";

/** The member that tells a channel's recipients apart. */
export function identityField(channel: Channel): "email" | "linkedin_url" {
  return channel === "email" ? "email" : "linkedin_url";
}

/**
 * An address as it is stored and compared: an email address lower-cased, a LinkedIn URL without query and trailing
 * slash. (C 2.2)
 * @returns undefined where it is no address of that channel
 */
export function normalise(channel: Channel, value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (channel === "email") return /^[^\s@]+@[^\s@]+$/.test(text) ? text.toLowerCase() : undefined;
  const url = text.replace(/[?#].*$/s, "").replace(/\/+$/, "");
  return /^(https?:\/\/)?([\w-]+\.)*linkedin\.com\/\S+$/i.test(url) ? url : undefined;
}
