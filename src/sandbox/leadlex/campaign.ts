import type { Contact } from "./contact-store.ts";
import type { Player } from "./player.ts";
import type { CampaignStatus, EnrolmentStatus, Schemas, SendCondition } from "./wire.ts";

/** An email of a campaign, after its template. */
export interface Step {
  readonly id: string;
  readonly subject: string;
  readonly body: string;
  readonly delay_days: number;
  readonly delay_hours: number;
  readonly send_condition: SendCondition;
  readonly created_at: string;
}

/** A contact in a campaign. Times in virtual ms. */
export interface Enrolment {
  /** As it was when it was last looked up; the store has the newest. */
  readonly contactId: string;
  readonly source: string | null;
  readonly addedAt: number;
  status: EnrolmentStatus;
  /** The index of the next step; 0 as long as the template is on its way. */
  currentStep: number;
  lastSentAt: number | null;
}

export type CampaignSettings = Required<Omit<Schemas["CampaignUpdate"], "name" | "description">>;

/** Counters, as the stats show them. */
interface Counts {
  sent: number;
  opened: number;
  clicked: number;
  replied: number;
  bounced: number;
  unsubscribed: number;
}

/** A campaign as the service keeps it. */
export interface Campaign {
  readonly id: string;
  readonly list_id: string;
  readonly template: string;
  readonly created_at: string;
  name: string;
  description: string | null;
  status: CampaignStatus;
  settings: CampaignSettings;
  steps: readonly Step[];
  /** By the contact's id, oldest first. */
  readonly enrolments: Map<string, Enrolment>;
  readonly counts: Counts;
  /** The task that asks for the approval of its start, while somebody may still answer it or it is carried out. */
  startTaskId: string | undefined;
  player: Player | undefined;
}

/** What no page states: the settings of a new campaign. */
export const FIRST_SETTINGS: CampaignSettings = {
  daily_send_limit: 50,
  delay_between_emails: 60,
  sending_timezone: "UTC",
  send_on_weekends: false,
  track_opens: true,
  track_clicks: true,
  show_unsubscribe: true,
};

/** @returns undefined where the contact is enrolled already */
export function enrol(campaign: Campaign, { id }: Contact, source: string | null, at: number): Enrolment | undefined {
  if (campaign.enrolments.has(id)) return undefined;
  const enrolment: Enrolment = {
    contactId: id,
    source,
    addedAt: at,
    status: "pending",
    currentStep: 0,
    lastSentAt: null,
  };
  campaign.enrolments.set(id, enrolment);
  campaign.player?.join(enrolment);
  return enrolment;
}
