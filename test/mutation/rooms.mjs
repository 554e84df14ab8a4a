/**
 * Which tests try which files of src/core: the quickest that prove them. A test's name stands for test/core/NAME.test.ts,
 * one with a folder for test/FOLDER/NAME.test.ts. A new file of src/core needs a room here; `run.mjs` says so.
 */
export const ROOMS = {
  attempts: {
    files: [
      "admission",
      "after-failure",
      "attempts",
      "connection",
      "cooldown",
      "kept-body",
      "policy",
      "retry-after",
      "unusable",
    ],
    tests: [
      "after-failure",
      "attempts",
      "connection",
      "cooldown",
      "engine",
      "events",
      "last-attempts",
      "policy",
      "quotas",
      "unusable",
      "retry-after",
    ],
  },
  operations: {
    files: ["operation", "pause-between", "polling", "settling-read", "single-flight", "token", "watching"],
    tests: ["looks", "operation", "polling", "pause-between", "settling-read", "single-flight", "token", "watching"],
  },
  waits: { files: ["clock", "signals", "waits"], tests: ["clock", "signals", "waits"] },
  lists: {
    files: ["list-start", "pages", "read-pages"],
    tests: ["cursor-lists", "list-start", "pages", "shrinking-lists"],
  },
  requests: {
    files: ["as-given", "as-written", "check-ids", "hash", "path", "url"],
    tests: ["check-ids", "copies", "hash", "path", "url"],
  },
  answers: { files: ["fits", "shapes", "validation"], tests: ["shapes"] },
  batches: {
    files: ["batch-run", "batch-tally", "batches", "checkpoint", "inputs", "seen"],
    tests: ["batch-checkpoints", "batch-stops", "batches"],
  },
  transport: { files: ["body", "read-once", "transport"], tests: ["body", "one-attempt", "read-once", "transport"] },
  secrets: {
    files: ["ask-key", "events", "personal", "secret"],
    tests: ["ask-key", "events", "listeners", "personal", "secret"],
  },
  options: {
    files: ["call-options", "checks", "config", "options"],
    tests: ["call-options", "config", "engine", "wrong-options"],
  },
  errors: {
    files: ["errors", "failures", "incomplete"],
    tests: ["errors", "failures", "last-attempts", "quotas"],
  },
  engine: {
    files: ["call", "contract", "engine", "loaded", "on-demand", "public", "record", "routes", "service"],
    tests: ["contract", "engine", "puffle/lists", "puffle/request", "puffle/spend-limit", "leadlex/contacts"],
  },
  once: {
    files: ["create-once", "delete-once", "own-work"],
    tests: ["create-once", "delete-once", "own-work"],
  },
};
