/**
 * How a changeset stands in CHANGELOG.md: its own words, without the commit's hash. Changesets load it with require. A changeset of
 * several lines says what it is in the first; the rest goes beneath it.
 */
const getReleaseLine = async ({ summary }) => {
  const [first, ...rest] = summary.trim().split("\n");
  // Who writes a list writes it as it is to stand there.
  if (/^- /.test(first)) return [first, ...rest].join("\n");
  return [`- ${first}`, ...rest.map((line) => (line.trim() ? `  ${line}` : ""))].join("\n");
};

/** There are no other packages. */
const getDependencyReleaseLine = async () => "";

module.exports = { getReleaseLine, getDependencyReleaseLine };
