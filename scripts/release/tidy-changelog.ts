/** Headings that changesets put above entries, in the words of this changelog. Patches need none. */
const HEADINGS: Readonly<Record<string, string>> = {
  "### Major Changes": "What breaks:",
  "### Minor Changes": "",
  "### Patch Changes": "",
};

/** The changelog with the section of one version in the manner of the others: one list, what breaks first. Nothing else is touched. */
export function tidyChangelog(text: string, version: string): string {
  const lines = text.split("\n");
  const start = lines.indexOf(`## ${version}`);
  if (start < 0) throw new Error(`CHANGELOG.md has no section "## ${version}": is there a changeset?`);
  const after = lines.findIndex((line, index) => index > start && line.startsWith("## "));
  const end = after < 0 ? lines.length : after;
  const body: string[] = [];
  for (const line of lines.slice(start + 1, end)) {
    const said = HEADINGS[line] ?? line;
    // Blank lines between entries go, those within one stay.
    if (said === "" && (body.length === 0 || line in HEADINGS || body.at(-1) === "")) continue;
    body.push(said);
  }
  const list = body
    .join("\n")
    .trim()
    .replaceAll(/\n\n(?=- )/g, "\n")
    .replaceAll(/^(What breaks:)\n/gm, "$1\n\n");
  return [...lines.slice(0, start + 1), "", list, "", ...lines.slice(end)].join("\n").replace(/\n+$/, "\n");
}
