import {
  ApprovalRequiredError,
  AuthenticationError,
  BadRequestError,
  CampaignDismissedError,
  CampaignNotActiveError,
  CampaignStartFailedError,
  ConflictError,
  InsufficientCreditsError,
  NotFoundError,
  OperationEndedError,
  PermissionDeniedError,
  PuffleError,
  RateLimitError,
  ServerError,
  StartEndedError,
  StartRefusedError,
  TaskNotPendingError,
  TaskVanishedError,
} from "puffle-sdk/leadlex";
import { describe, expect, test } from "vitest";
import { wordsIn } from "../puffle/support/printed.ts";
import { caught, caughtAs } from "../support/errors.ts";
import { recordedHooks, recordedLog } from "../support/events.ts";
import { pendingStart, readyForApproval } from "./support/starting.ts";
import { setUp } from "./support/world.ts";

const REQUEST = "req_01HY1K0E7V8Q0YXH7DSTX5B3CA";

describe("L05 an error of the service", () => {
  const documented = [
    [400, "validation_error", BadRequestError, "fix_request"],
    [400, "missing_required_field", BadRequestError, "fix_request"],
    [401, "invalid_key", AuthenticationError, "ask_human"],
    [402, "insufficient_credits", InsufficientCreditsError, "ask_human"],
    [403, "insufficient_permissions", PermissionDeniedError, "ask_human"],
    [404, "not_found", NotFoundError, "fix_request"],
    [404, "campaign_not_found", NotFoundError, "fix_request"],
    [409, "sync_in_progress", ConflictError, "use_existing"],
    [429, "rate_limited", RateLimitError, "wait"],
    [500, "internal_error", ServerError, "ask_human"],
  ] as const;
  test.each(documented)(
    "%s %s has its class, its code, its sentence and its request id",
    async (status, code, Kind, next) => {
      const { sandbox, leadlex } = setUp();
      const body = { error: { code, message: "A sentence of the service" } };
      sandbox.fail("getCampaign", { status, body, headers: { "X-Request-ID": REQUEST }, times: 9 });
      const error = await caughtAs(Kind, leadlex.campaigns.get("cmp_1"));
      expect(error).toMatchObject({ status, code, next, operation: "getCampaign", correlationId: REQUEST });
      expect(error.message).toContain("A sentence of the service");
      expect(error.message).toContain(REQUEST);
      expect(error).toBeInstanceOf(PuffleError);
    },
  );

  test("that names a missing permission says which there are", async () => {
    const { sandbox, leadlex } = setUp({ apiKeys: [{ key: "wbk_reader", permissions: ["read"] }] });
    const error = await caughtAs(PermissionDeniedError, leadlex.lexi.tasks.approve("task-1"));
    expect(error.message).toMatch(/read, write or lexi/);
    expect(sandbox.requests).toHaveLength(1);
  });

  test("is of the family that its docstring says", () => {
    const families: readonly (readonly [{ readonly prototype: PuffleError }, { readonly prototype: PuffleError }])[] = [
      [StartRefusedError, BadRequestError],
      [TaskNotPendingError, BadRequestError],
      [CampaignNotActiveError, ConflictError],
      [CampaignDismissedError, StartEndedError],
      [CampaignStartFailedError, StartEndedError],
      [TaskVanishedError, StartEndedError],
      [StartEndedError, OperationEndedError],
      [ApprovalRequiredError, PuffleError],
    ];
    for (const [kind, family] of families) expect(Object.create(kind.prototype)).toBeInstanceOf(family);
  });
});

describe("P82 nobody's data", () => {
  const people = [{ full_name: "Ottoline Morrell", email: "ottoline@garsington.example", company: "Garsington" }];
  const secrets = /ottoline|morrell|garsington|bloomsbury/i;

  /** A start whose task and refusals name people. */
  async function withPeople() {
    const { logger, lines } = recordedLog();
    const { hooks, calls } = recordedHooks();
    const ready = await readyForApproval({}, { logger, hooks });
    const { sandbox, leadlex, campaign } = ready;
    const [one] = sandbox.addContacts(people);
    await leadlex.campaigns.contacts.add(campaign, [one?.id ?? ""]);
    await leadlex.campaigns.update(campaign, { name: "Bloomsbury" });
    return { ...ready, told: () => [...lines, ...calls] };
  }

  test("is shown by the errors of a start, by what is logged or by what hooks are told", async () => {
    const ready = await withPeople();
    const { sandbox, leadlex, campaign } = ready;
    const errors: unknown[] = [];
    errors.push(await caught(leadlex.campaigns.startAndWait(campaign)));
    const [task] = sandbox.tasks();
    expect(task?.description).toMatch(secrets);
    sandbox.dismiss(task?.id ?? "");
    errors.push(await caught(leadlex.lexi.tasks.approve(task?.id ?? "")));
    errors.push(await caught(leadlex.campaigns.startOperation(campaign).wait()));
    const approve = () => Promise.resolve("dismiss" as const);
    errors.push(await caught(leadlex.campaigns.startAndWait(campaign, { approve })));
    expect(errors.map((error) => error instanceof Error && error.name)).toEqual([
      "ApprovalRequiredError",
      "TaskNotPendingError",
      "CampaignDismissedError",
      "CampaignDismissedError",
    ]);
    for (const error of errors) expect(wordsIn(error, secrets)).toEqual([]);
    for (const line of ready.told()) expect(wordsIn(line, secrets)).toEqual([]);
  });

  test("though the task is there for who asks for it", async () => {
    const { leadlex, campaign, sandbox } = await withPeople();
    sandbox.fail("approveLexiTask", { task: "fails" });
    const waiting = leadlex.campaigns.startAndWait(campaign, { approve: async () => "approve" });
    const error = await caughtAs(CampaignStartFailedError, waiting);
    expect(error.task?.description).toMatch(secrets);
    expect(wordsIn(error, secrets)).toEqual([]);
  });

  test("is quoted where the service's sentence names an address", async () => {
    const ready = await withPeople();
    const { id } = await pendingStart(ready);
    const body = { error: { code: "validation_error", message: "Not for ottoline@garsington.example" } };
    ready.sandbox.fail("approveLexiTask", { status: 400, body });
    ready.sandbox.fail("listLexiTasks", { hidden: true, times: 9 });
    const error = await caughtAs(TaskNotPendingError, ready.leadlex.lexi.tasks.approve(id));
    expect(error.message).toContain("‹address›");
    expect(wordsIn(error, secrets)).toEqual([]);
  });
});
