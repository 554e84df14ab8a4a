import type { DefaultTheme } from "vitepress";
import { referenceSidebar } from "./reference-sidebar.ts";

export const navigation: DefaultTheme.NavItem[] = [
  { text: "Start", link: "/getting-started", activeMatch: "^/(getting-started|journeys/)" },
  {
    text: "Guides",
    link: "/retries",
    activeMatch:
      "^/(retries|options|credits|long-operations|bulk|errors|testing|observability|security|states|runtimes|migration)",
  },
  { text: "LeadLex", link: "/leadlex", activeMatch: "^/(leadlex|two-services)" },
  { text: "Reference", link: "/reference/", activeMatch: "^/(reference/|methods)" },
];

const guides: DefaultTheme.SidebarItem[] = [
  {
    text: "Start",
    items: [
      { text: "Getting started", link: "/getting-started" },
      {
        text: "Journeys",
        link: "/journeys/",
        items: [
          { text: "Find leads, and launch to them", link: "/journeys/launch-from-search" },
          { text: "Import leads into a list", link: "/journeys/import-leads" },
          { text: "Enrich leads", link: "/journeys/enrichment" },
          { text: "Follow signals, and draft messages", link: "/journeys/signals" },
          { text: "Answer replies", link: "/journeys/replies" },
          { text: "Write to one person", link: "/journeys/one-off-email" },
        ],
      },
    ],
  },
  {
    text: "Guides",
    items: [
      { text: "Retries and outcomes", link: "/retries" },
      { text: "Long operations, serverless", link: "/long-operations" },
      { text: "Bulk", link: "/bulk" },
      { text: "Errors", link: "/errors" },
      { text: "Testing with the sandbox", link: "/testing" },
      { text: "Options", link: "/options" },
      { text: "What costs credits", link: "/credits" },
      { text: "Logs and metrics", link: "/observability" },
      { text: "Security", link: "/security" },
      { text: "States", link: "/states" },
      { text: "Where it runs", link: "/runtimes" },
      { text: "From hand-written fetch", link: "/migration" },
    ],
  },
  {
    text: "LeadLex",
    items: [
      { text: "LeadLex", link: "/leadlex" },
      { text: "Puffle and LeadLex, side by side", link: "/two-services" },
    ],
  },
  {
    text: "More",
    items: [
      { text: "All methods", link: "/methods" },
      { text: "Reference", link: "/reference/" },
      { text: "Rules", link: "/rules" },
      { text: "Changelog", link: "/changelog" },
      { text: "Contributing", link: "/contributing" },
    ],
  },
];

export function sidebar(): DefaultTheme.SidebarMulti {
  return { ...referenceSidebar(), "/": guides };
}
