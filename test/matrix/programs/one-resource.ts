import { Puffle } from "puffle-sdk";

/** A client that uses one resource, whose first answer is a 503. */
export async function oneResource() {
  return (await new Puffle().campaigns.list()).length;
}
