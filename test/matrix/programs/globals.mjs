/** Nothing of the package's is left on globalThis, whatever is used of it. */
import { journey } from "./journey.mjs";

// Node's own fetch leaves something there when it is first touched.
new Response("");
const before = new Set(Reflect.ownKeys(globalThis));
const outcome = await journey();
console.log(
  Reflect.ownKeys(globalThis)
    .filter((key) => !before.has(key))
    .map(String)
    .join(),
);
console.log(JSON.stringify(outcome));
