/** What every client gets for its one GET: a campaign as `campaigns.get` answers it, with a sender and two nodes. */
export const answer = JSON.stringify({
  campaign: {
    id: "8f3e8898-6b13-4422-a3f2-324c4a422c36",
    user_id: "0763feec-745d-4c0a-8a44-baef46abedd6",
    name: "Q3 founders",
    type: "email",
    status: "active",
    daily_limit: 40,
    stop_on_reply: true,
    created_at: "2026-01-05T09:00:00.000Z",
    updated_at: "2026-01-05T09:10:00.000Z",
    sender_accounts: [
      {
        id: "a3fce05a-74f5-4d8a-8e70-1203f5088a79",
        type: "email",
        status: "active",
        email_address: "robin@acme.test",
        display_name: "Robin Doe",
      },
    ],
  },
  sequence_nodes: [
    {
      id: "40dbc2ac-d8f7-4a62-af56-b004d8cf9189",
      campaign_id: "8f3e8898-6b13-4422-a3f2-324c4a422c36",
      position: 0,
      type: "email",
      subject: "Quick question about %company%",
      body: "Hi %first_name%,\n\nsaw that your team is growing.",
      is_reply: false,
    },
    {
      id: "b160cf85-1246-4fd9-8087-bbbeb0bc3381",
      campaign_id: "8f3e8898-6b13-4422-a3f2-324c4a422c36",
      position: 1,
      type: "end",
    },
  ],
  prospects_by_status: { pending: 12, completed: 3 },
  prospects_by_node: {},
});

/** The id that it is asked for by. */
export const campaignId = "8f3e8898-6b13-4422-a3f2-324c4a422c36";

/** Where: every client's path ends in it, whatever stands before. */
export const path = `/api/campaigns/${campaignId}`;

/** A key that no client finds fault with. */
export const key = "sk_test_0123456789abcdef0123456789abcdef";

/** A fetch that answers from memory. */
export const memoryFetch = async () =>
  new Response(answer, { status: 200, headers: { "content-type": "application/json" } });

/** A signal for one request, as a server has one for each of its own; clients that take none do without. */
export const signal = () => new AbortController().signal;
