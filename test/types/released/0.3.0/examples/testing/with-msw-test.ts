/**
 * A test suite that intercepts requests with msw anyway: the program under test makes its own client from the environment,
 * and the sandbox answers what it sends to Puffle, beside the suite's other handlers.
 */
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { Puffle } from "puffle-sdk";
import { createSandbox } from "puffle-sdk/sandbox";
import { handlers } from "puffle-sdk/sandbox/msw";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

/** The program under test: it knows nothing of sandboxes. */
async function importSubscribers(): Promise<number> {
  const answer = await fetch("https://newsletter.example.com/subscribers");
  const subscribers: { name: string; email: string }[] = await answer.json();
  const puffle = new Puffle({ apiKey: "pk_live_of_the_program" });
  const list = await puffle.lists.create({ name: "Subscribers" });
  const leads = subscribers.map(({ name, email }) => ({
    type: "person" as const,
    name: { full: name },
    contacts: [{ value: email }],
  }));
  await puffle.lists.import(list, leads);
  return (await puffle.lists.leads.list(list)).total ?? 0;
}

const sandbox = createSandbox();
const subscribers = [
  { name: "Ada Lovelace", email: "ada@example.com" },
  { name: "Grace Hopper", email: "grace@example.com" },
];
const server = setupServer(
  ...handlers(sandbox),
  http.get("https://newsletter.example.com/subscribers", () => HttpResponse.json(subscribers)),
);

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

test("every subscriber becomes a lead of the list", async () => {
  expect(await importSubscribers()).toBe(2);
});

test("a subscriber who comes twice is one lead, also when an answer is lost", async () => {
  sandbox.fail("importListLeads", { drop: "after" });
  expect(await importSubscribers()).toBe(2);
});
