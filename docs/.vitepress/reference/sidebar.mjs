import { GROUPS } from "./groups.mjs";

/** The sidebar of each entry: what is called and what is thrown; types are found on the entry's page, and by searching. */
export function sidebarOf(project, router) {
  return project.children.map((entry) => ({
    text: entry.name,
    link: address(router, entry),
    groups: GROUPS.filter((title) => title !== "Types").flatMap((title) => {
      const group = entry.groups?.find((one) => one.title === title);
      if (!group) return [];
      const items = group.children.filter((one) => router.hasUrl(one));
      return [{ text: title, items: items.map((one) => ({ text: one.name, link: address(router, one) })) }];
    }),
  }));
}

function address(router, reflection) {
  return `/reference/${router.getFullUrl(reflection).replace(/(index)?\.md$/, "")}`;
}
