/**
 * Journey 2: import leads from a CSV file into a list.
 * `npx tsx examples/journeys/import-leads.ts examples/data/leads.csv "Carriers"`
 *
 * How far it has come is kept in a file, so that a run that was cut off goes on where it stopped.
 */
import { createReadStream } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse";
import { type Lead, type LeadImportReport, type NewLead, Puffle } from "puffle-sdk";

/** What is kept between two runs: the list that was made, and how far the import has come. */
interface Progress {
  readonly listId: string;
  readonly checkpoint?: string;
}

export interface Imported {
  readonly report: LeadImportReport;
  /** The list's first leads, read back. */
  readonly leads: readonly Lead[];
}

/**
 * @param leads gives the same leads from their beginning each time it is called
 * @param store a file's path
 */
export async function importLeads(
  puffle: Puffle,
  name: string,
  leads: () => AsyncIterable<NewLead>,
  store: string,
): Promise<Imported> {
  await puffle.context.require();
  const kept = await readFile(store, "utf8").catch(() => undefined);
  const { listId, checkpoint }: Progress = kept
    ? JSON.parse(kept)
    : { listId: (await puffle.lists.create({ name })).id };
  const keep = async (progress: Progress) => {
    await writeFile(`${store}.new`, JSON.stringify(progress)); // whole, or not there at all
    await rename(`${store}.new`, store);
  };
  if (!kept) await keep({ listId });

  if (!checkpoint) {
    const { preview } = await puffle.lists.import(listId, leads(), { preview: true }); // writes nothing
    console.log(`The service takes ${preview?.leadCount ?? 0} leads.`);
  }
  const report = await puffle.lists.import(listId, leads(), {
    checkpoint,
    onProgress: (progress) => keep({ listId, checkpoint: JSON.stringify(progress.checkpoint) }),
  });
  const { items } = await puffle.lists.leads.list(listId, { limit: 10 });
  await rm(store, { force: true });
  return { report, leads: items };
}

/** Leads as the rows of a CSV file have them: a line with the columns' names, then one lead a line. */
export async function* rowsOf(file: string): AsyncGenerator<NewLead> {
  const columns = (names: string[]) => names.map((name) => name.toLowerCase());
  const rows = createReadStream(file).pipe(parse({ columns, bom: true, trim: true, relax_column_count: true }));
  for await (const row of rows) {
    const { "first name": first, "last name": last, "email address": email, company }: Record<string, string> = row;
    const name = { first: first ?? "", last: last ?? "", full: [first, last].filter(Boolean).join(" ") };
    const contacts = email ? [{ value: email }] : [];
    yield { type: "person", name, contacts, ...(company && { company: { name: company } }) };
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file = "", name = "Imported"] = process.argv.slice(2);
  const { report } = await importLeads(new Puffle(), name, () => rowsOf(file), "import-progress.json");
  for (const { index, reason } of report.rejected) console.log(`Row ${index + 2}: ${reason}`);
  console.log(`${report.received} rows, ${report.repeated.length} of them twice.`);
}
