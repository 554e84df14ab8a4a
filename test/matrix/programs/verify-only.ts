import { verifyWebhook } from "puffle-sdk/leadlex";

/** A receiver of webhooks, which needs no client. */
export async function verifyOnly() {
  const headers = { "x-leadlex-signature": "sha256=00", "x-leadlex-timestamp": "1" };
  return verifyWebhook("{}", headers, "secret").catch((error: Error) => error.name);
}
