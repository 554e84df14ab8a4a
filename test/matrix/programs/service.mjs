/**
 * The services, in a process of their own: for each project a Puffle and a LeadLex of its own, on sockets of the loopback
 * address, which lose the one answer that must not be asked for again blindly. Runs in a project that has the package.
 */
import { createLeadLexSandbox, createSandbox } from "puffle-sdk/sandbox";

const opened = new Map();

process.on("message", ({ ask, what, id }) => {
  (what === "open" ? open(id) : close(id)).then(
    (answer) => process.send({ ask, answer }),
    (problem) => process.send({ ask, problem: String(problem?.stack ?? problem) }),
  );
});

async function open(id) {
  const puffle = createSandbox({ speed: 100_000 });
  const leadlex = createLeadLexSandbox({ speed: 100_000, approval: "always" });
  puffle.fail("launchCampaign", { drop: "after" });
  puffle.fail("listCampaigns", { status: 503 });
  leadlex.fail("startCampaign", { drop: "after" });
  const [atPuffle, atLeadLex] = await Promise.all([puffle.listen(), leadlex.listen()]);
  opened.set(id, { puffle, leadlex, atPuffle, atLeadLex });
  return {
    PUFFLE_API_BASE_URL: atPuffle.options.baseURL,
    PUFFLE_API_KEY: atPuffle.options.apiKey,
    LEADLEX_API_BASE_URL: atLeadLex.options.baseURL,
    LEADLEX_API_KEY: atLeadLex.options.apiKey,
  };
}

/** A week later: who was written to by either, and how many twice. */
async function close(id) {
  const { puffle, leadlex, atPuffle, atLeadLex } = opened.get(id);
  opened.delete(id);
  await Promise.all([atPuffle.close(), atLeadLex.close()]);
  const seen = {};
  for (const [service, sandbox] of Object.entries({ puffle, leadlex })) {
    await sandbox.clock.advance(7 * 24 * 3_600_000);
    seen[service] = {
      recipients: sandbox.outbox.recipients().length,
      twice: sandbox.outbox.writtenTwice().length,
    };
  }
  return seen;
}
