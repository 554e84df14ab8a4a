import { InputError, type Problem } from "../core/errors.ts";
import { idProblem } from "../core/path.ts";
import type { OneOffEmail } from "./send-one-off.ts";
import type { NewThread, NewThreadMessage } from "./types.ts";
import { fileProblems, isLine } from "./upload-attachment.ts";

/** A one-off email as it goes over the wire: as a draft, then as a message. */
export interface WireEmail {
  readonly draft: NewThread & { readonly participant_email: string; readonly account_id: string };
  readonly message: NewThreadMessage;
}

const MEMBERS = new Set(["sender", "to", "toName", "subject", "body", "html", "cc", "bcc", "attachments"]);
const ADDRESS = /^[^\s@,;<>"]+@[^\s@,;<>"]+$/;
const NAMED_ADDRESS = /^[^<>,;]*<[^\s@,;<>"]+@[^\s@,;<>"]+>$/;

/**
 * Looks at an email before anything is sent.
 * @param mark what tells this call's draft from any other one; nobody sees it
 * @throws InputError naming everything that is wrong at once, and nothing of what it says
 */
export function checkedEmail(email: OneOffEmail, operation: string, mark: string): WireEmail {
  if (typeof email !== "object" || email === null)
    throw new InputError(
      [{ field: "email", problem: "must be an object with sender, to, subject and body" }],
      operation,
    );
  const { sender, to, toName, subject, body, html, cc, bcc, attachments = [] } = email;
  const problems: Problem[] = [];
  const refuse = (field: string, problem: string | undefined) => {
    if (problem !== undefined) problems.push({ field, problem });
  };
  for (const name of Object.keys(email)) {
    if (!MEMBERS.has(name)) refuse(name, `is not part of an email; there are ${[...MEMBERS].join(", ")}`);
  }
  const isObject = typeof sender === "object" && sender !== null;
  const account_id = isObject ? sender.id : sender;
  refuse("sender", idProblem(account_id));
  if (isObject && sender.type !== undefined && sender.type !== "email") refuse("sender", "must be an email account");
  refuse("to", isText(to) && isLine(to.trim()) && ADDRESS.test(to.trim()) ? undefined : "must be one email address");
  refuse("toName", toName === undefined || isLine(toName) ? undefined : "must be a name on one line");
  refuse("subject", isLine(subject) ? undefined : "must be a text of one line that is not empty");
  refuse("body", isText(body) ? undefined : "must be a text that is not empty");
  refuse("html", html === undefined || isText(html) ? undefined : "must be HTML that is not empty");
  refuse("cc", addressesProblem(cc));
  refuse("bcc", addressesProblem(bcc));
  if (!Array.isArray(attachments)) refuse("attachments", "must be an array of files");
  else for (const [index, file] of attachments.entries()) problems.push(...fileProblems(file, `attachments[${index}]`));
  if (problems.length > 0) throw new InputError(problems, operation);
  const copies = { cc: joined(cc), bcc: joined(bcc) };
  return {
    draft: {
      account_id,
      participant_email: to.trim(),
      ...(toName !== undefined && { participant_name: toName }),
      draft_subject: subject,
      draft_body_text: body,
      draft_body_html: `${html ?? htmlOf(body)}<!-- ${mark} -->`,
      ...(copies.cc && { draft_cc: copies.cc }),
      ...(copies.bcc && { draft_bcc: copies.bcc }),
    },
    message: {
      threading_mode: "new_thread",
      subject,
      body_text: body,
      ...(html !== undefined && { body_html: html }),
      ...(copies.cc && { cc: copies.cc }),
      ...(copies.bcc && { bcc: copies.bcc }),
    },
  };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? value.split(",") : value;
}

function addressesProblem(value: string | readonly string[] | undefined): string | undefined {
  if (value === undefined) return undefined;
  const problem = "must be email addresses: an array, or a text with commas in between";
  if (typeof value !== "string" && !Array.isArray(value)) return problem;
  const isOne = (one: string) => isLine(one) && (ADDRESS.test(one) || NAMED_ADDRESS.test(one));
  const isAddress = (one: unknown) => isText(one) && isOne(one.trim());
  return listOf(value).every(isAddress) ? undefined : problem;
}

function joined(value: string | readonly string[] | undefined): string {
  return value === undefined
    ? ""
    : listOf(value)
        .map((one) => one.trim())
        .join(", ");
}

/** For the draft alone: what is sent is made of the text by the service. */
function htmlOf(text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `<p>${escaped.replace(/\r?\n/g, "<br>")}</p>`;
}
