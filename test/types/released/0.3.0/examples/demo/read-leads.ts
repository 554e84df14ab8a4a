import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { CsvError, parse } from "csv-parse";
import type { NewCampaignLead } from "puffle-sdk";

/** Real input that can't be used: the message is one sentence for the person who gave it. */
export class UnusableFile extends Error {}

/** A lead and the line of the file that it stands on. */
export interface LeadRow {
  readonly line: number;
  readonly lead: NewCampaignLead;
}

/** What people call the columns that the service knows. Every other column becomes a custom field. */
const COLUMNS: Readonly<
  Record<string, "email" | "first_name" | "last_name" | "company" | "position" | "linkedin_url">
> = {
  email: "email",
  "e-mail": "email",
  mail: "email",
  "email address": "email",
  "e-mail address": "email",
  "work email": "email",
  "first name": "first_name",
  firstname: "first_name",
  "given name": "first_name",
  "last name": "last_name",
  lastname: "last_name",
  surname: "last_name",
  "family name": "last_name",
  company: "company",
  "company name": "company",
  organization: "company",
  position: "position",
  title: "position",
  "job title": "position",
  linkedin: "linkedin_url",
  "linkedin url": "linkedin_url",
};

/**
 * Reads a CSV file as people really have them, row by row: any length, a byte order mark, commas or semicolons or tabs,
 * quoted line ends, blank lines.
 * @throws UnusableFile when there is no such file, it is not UTF-8, or no leads can be in it
 */
export async function* readLeads(path: string): AsyncGenerator<LeadRow, void, undefined> {
  const delimiter = await sniff(path);
  const rows = createReadStream(path).pipe(
    parse({
      bom: true,
      delimiter,
      info: true,
      max_record_size: 1_000_000,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    }),
  );
  let header: readonly string[] | undefined;
  let empty = true;
  try {
    for await (const { record, info } of rows) {
      const cells: readonly string[] = record;
      if (!header) header = headerOf(cells, path);
      else {
        empty = false;
        yield { line: info.lines, lead: toLead(header, cells) };
      }
    }
  } catch (error) {
    if (error instanceof UnusableFile) throw error;
    const line: unknown = error instanceof CsvError ? error["lines"] : undefined;
    const where = typeof line === "number" ? `: something is wrong from line ${line} on` : "";
    throw new UnusableFile(`${path} can't be read as CSV${where}.`);
  }
  if (empty) throw new UnusableFile(`${path} has no leads below its first line.`);
}

/** The same rows, the first of them read already: a file that can't be used is found before anything is created. */
export async function peekable<T>(rows: AsyncIterable<T>): Promise<AsyncIterable<T>> {
  const iterator = rows[Symbol.asyncIterator]();
  const first = await iterator.next();
  return (async function* () {
    for (let next = first; !next.done; next = await iterator.next()) yield next.value;
  })();
}

/**
 * Looks through the file before anything is done with it: whether it is text that can be sent to people as it stands, and
 * what divides its columns.
 */
async function sniff(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new UnusableFile(`There is no file ${path}.`);
  if (!found.isFile())
    throw new UnusableFile(`${path} is ${found.isDirectory() ? "a folder" : "no file"}, not a CSV file.`);
  if (found.size === 0) throw new UnusableFile(`${path} is empty.`);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let start: string | undefined;
  try {
    for await (const chunk of createReadStream(path)) {
      const bytes: Buffer = chunk;
      if (start === undefined && UTF_16.has(bytes.toString("latin1", 0, 2)))
        throw new UnusableFile(`${path} is in UTF-16: save it as CSV in UTF-8.`);
      if (bytes.includes(0)) throw new UnusableFile(`${path} is no CSV file: it holds binary data.`);
      const text = decoder.decode(bytes, { stream: true });
      start ??= text;
    }
    decoder.decode();
  } catch (error) {
    if (error instanceof UnusableFile) throw error;
    const garbled = "is not UTF-8, so names would be garbled: save it as CSV in UTF-8";
    const why = error instanceof TypeError ? garbled : "can't be read: look at its permissions";
    throw new UnusableFile(`${path} ${why}.`);
  }
  const [firstLine = ""] = (start ?? "").split(/\r\n|\n|\r/, 1);
  const count = (mark: string) => firstLine.split(mark).length;
  return [",", ";", "\t"].sort((a, b) => count(b) - count(a))[0] ?? ",";
}

/** The byte order marks of spreadsheets' "Unicode text". */
const UTF_16 = new Set(["\xff\xfe", "\xfe\xff"]);

function headerOf(cells: readonly string[], path: string): readonly string[] {
  const names = cells.map((cell) => COLUMNS[cell.toLowerCase()] ?? customName(cell));
  if (names.includes("email")) return names;
  const shown = cells.slice(0, 6).map((cell) => `"${cell.slice(0, 24).replace(/[^\p{L}\p{N} ._-]/gu, "?")}"`);
  throw new UnusableFile(`${path} has no email column; its first line has ${shown.join(", ")}.`);
}

/** As the service names the columns of an upload: lower case, underscores, nothing else. */
function customName(cell: string): string {
  return cell
    .toLowerCase()
    .replace(/\s+/g, "_")
    .replace(/[^\p{L}\p{N}_]/gu, "");
}

function toLead(header: readonly string[], cells: readonly string[]): NewCampaignLead {
  const known = new Set<string>(Object.values(COLUMNS));
  const filled = header
    .map((name, index) => [name, cells[index] ?? ""] as const)
    .filter(([name, value]) => name && value);
  const fields = filled.filter(([name]) => known.has(name));
  const others = filled.filter(([name]) => !known.has(name));
  return { ...Object.fromEntries(fields), ...(others.length > 0 && { custom_fields: Object.fromEntries(others) }) };
}
