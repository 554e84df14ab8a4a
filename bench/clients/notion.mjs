import { Client } from "@notionhq/client";
import { key, path } from "../answer.mjs";

export const specifier = "@notionhq/client";

/** Takes no signal. */
export function create({ fetch, baseURL }) {
  const notion = new Client({ auth: key, baseUrl: baseURL, fetch });
  return () => notion.request({ method: "get", path: path.slice(1) });
}
