/** Its user's own zod, of another version: neither changes what the other has on globalThis, nor what it says. */
import { Puffle } from "puffle-sdk";
import { createSandbox } from "puffle-sdk/sandbox";
import * as z from "zod";

z.config({ customError: () => "mine", jitless: false });
const globals = () => JSON.stringify([globalThis.__zod_globalConfig, Reflect.ownKeys(globalThis).map(String)]);
// Node's own fetch leaves something there when it is first touched.
new Response("");
const before = globals();
const drifts = [];
const fetch = async () => Response.json({ campaigns: [{ id: 5 }] });
await new Puffle({
  apiKey: "pk_test",
  fetch,
  hooks: { onDrift: (event) => drifts.push(event.expected) },
}).campaigns.list();
await new Puffle(createSandbox().options).campaigns.list();
console.log(before === globals(), drifts.join(), z.string().safeParse(5).error.issues[0].message);
