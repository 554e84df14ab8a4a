/**
 * Starts a campaign and approves it where few enough people are written to; a larger one waits for a person, who decides in
 * the dashboard. `npx tsx examples/leadlex/auto-approve.ts CAMPAIGN_ID [MOST_RECIPIENTS]`
 */
import { fileURLToPath } from "node:url";
import { type Approve, LeadLex } from "puffle-sdk/leadlex";

/**
 * @param most how many people a campaign may write to without anybody's approval
 * @param left told once, when the decision is left to a person
 */
export function approveUpTo(leadlex: LeadLex, most: number, left: (recipients: number | undefined) => void): Approve {
  let isLeft = false;
  return async ({ campaign, signal }) => {
    // It is asked again at every look; a person decides from here on, and counting again would cost a call each time.
    if (isLeft) return "wait";
    const { total } = await leadlex.campaigns.contacts.list(campaign, { per_page: 1 }, { signal });
    if (total !== undefined && total <= most) return "approve";
    isLeft = true;
    left(total);
    return "wait";
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [id = "", most = "250"] = process.argv.slice(2);
  const leadlex = new LeadLex();
  const { campaign, approval } = await leadlex.campaigns.startAndWait(id, {
    approve: approveUpTo(leadlex, Number(most), (recipients) =>
      console.log(`${recipients ?? "An unknown number of"} people: approve or dismiss it in the dashboard.`),
    ),
  });
  console.log(`${campaign.name} is ${campaign.status}, approval: ${approval}`);
}
