import { key, path } from "../answer.mjs";

export function create({ fetch, baseURL, signal }) {
  return async () => {
    const response = await fetch(`${baseURL}${path}`, {
      headers: { accept: "application/json", authorization: `Bearer ${key}` },
      signal: signal(),
    });
    return response.json();
  };
}
