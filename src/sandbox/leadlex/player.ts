import type { Campaign, Enrolment, Step } from "./campaign.ts";
import type { Contact } from "./contact-store.ts";
import { Dispatcher } from "./dispatcher.ts";
import { render, UNSUBSCRIBE_FOOTER } from "./render.ts";
import { DAY, type EnrolmentStatus, HOUR, MINUTE } from "./wire.ts";
import type { World } from "./world.ts";

/** So long after the last message a contact is through, in ms, if nothing is awaited any more. Not documented. */
const LAST_WAIT = DAY;

/** How a contact gets on. */
interface Course {
  readonly enrolment: Enrolment;
  /** The address that is written to. */
  readonly address: string;
  /** What became of the message before the next one. */
  previous: Reactions;
  /** How many messages have been sent. */
  sent: number;
  hasReplied: boolean;
  /** What may still be heard of the messages that were sent. */
  awaited: number;
  atEnd: boolean;
  settled: boolean;
}

interface Reactions {
  opened: boolean;
  clicked: boolean;
}

/**
 * Plays an active campaign: the template to everybody at once, then the steps, each so long after the message before it.
 * How the template and the steps belong together is not documented; nor is whether a reply ends the steps whose condition
 * is `always`, and here it does not.
 */
export class Player {
  readonly #world: World;
  readonly #campaign: Campaign;
  readonly #dispatcher: Dispatcher;
  readonly #courses = new Set<Course>();

  constructor(world: World, campaign: Campaign) {
    this.#world = world;
    this.#campaign = campaign;
    this.#dispatcher = new Dispatcher(campaign, world.calendar, (at, happen) => world.schedule(at, happen));
  }

  /** A contact begins; who has no address is through without a message. */
  join(enrolment: Enrolment): void {
    const address = this.#contactOf(enrolment)?.email?.trim().toLowerCase() ?? "";
    const course: Course = {
      enrolment,
      address,
      previous: { opened: false, clicked: false },
      sent: 0,
      hasReplied: false,
      awaited: 0,
      atEnd: false,
      settled: false,
    };
    this.#courses.add(course);
    if (address === "") this.#settle(course, "completed");
    else this.#line(course, undefined);
  }

  /** Somebody has left: that may have been the last one. */
  look(): void {
    for (const course of this.#courses) if (!this.#isHere(course)) this.#courses.delete(course);
    this.#complete();
  }

  #complete(): void {
    if (this.#courses.size === 0 && this.#campaign.status === "active") this.#campaign.status = "completed";
  }

  #line(course: Course, step: Step | undefined): void {
    this.#dispatcher.line(this.#world.now, {
      isWanted: () => !course.settled && this.#isHere(course),
      send: () => this.#write(course, step),
    });
  }

  /** @param planned the step as it was when its turn came; undefined for the template */
  #write(course: Course, planned: Step | undefined): void {
    const { enrolment, address } = course;
    const contact = this.#contactOf(enrolment);
    if (!contact) return;
    // What was changed meanwhile takes effect; what was deleted meanwhile is not sent.
    const step = planned && this.#campaign.steps.find(({ id }) => id === planned.id);
    if (planned && !step) {
      this.#next(course);
      return;
    }
    const { id: campaignId, template, settings, counts } = this.#campaign;
    const text = render(step?.body ?? template, contact);
    this.#world.outbox.push({
      at: this.#world.now,
      campaignId,
      stepId: step?.id ?? "",
      contactId: contact.id,
      recipient: address,
      subject: render(step?.subject ?? "", contact),
      body: settings.show_unsubscribe ? text + UNSUBSCRIBE_FOOTER : text,
    });
    counts.sent++;
    enrolment.lastSentAt = this.#world.now;
    if (enrolment.status === "pending") enrolment.status = "active";
    if (step) enrolment.currentStep++;
    this.#react(course, text);
    course.sent++;
    this.#next(course);
  }

  /** Waits for the next step, or is at the end. */
  #next(course: Course): void {
    const step = this.#campaign.steps[course.enrolment.currentStep];
    if (!step) {
      course.atEnd = true;
      this.#expect(course, LAST_WAIT, () => {});
      return;
    }
    this.#after(step.delay_days * DAY + step.delay_hours * HOUR, () => {
      if (course.settled || !this.#isHere(course)) return;
      const due = this.#campaign.steps[course.enrolment.currentStep];
      if (due && this.#holds(course, due)) this.#line(course, due);
      else {
        // A step whose condition does not hold is left out, and the next one waits from here.
        if (due) course.enrolment.currentStep++;
        this.#next(course);
      }
    });
  }

  /** Opens and clicks count for the message before; what is not tracked is not known to have happened. */
  #holds({ previous, hasReplied }: Course, { send_condition }: Step): boolean {
    switch (send_condition) {
      case "if_no_reply":
        return !hasReplied;
      case "if_no_open":
        return !previous.opened;
      case "if_opened":
        return previous.opened;
      case "if_clicked":
        return previous.clicked;
      default:
        return true;
    }
  }

  /** What the recipient will do with this message. */
  #react(course: Course, text: string): void {
    const { chance, rates } = this.#world;
    const { address, sent } = course;
    const { track_opens, track_clicks, show_unsubscribe } = this.#campaign.settings;
    const reactions: Reactions = { opened: false, clicked: false };
    course.previous = reactions;
    const draw = (kind: string) => chance.of(kind, address, sent);
    if (sent === 0 && chance.of("bounce", address) < rates.bounce) {
      this.#expect(course, chance.between(1, 5, "bounce after", address) * MINUTE, () => {
        this.#campaign.counts.bounced++;
        this.#settle(course, "bounced");
      });
      return;
    }
    const opensAfter = chance.between(5, 48 * 60, "open after", address, sent) * MINUTE;
    if (draw("open") < rates.open) {
      if (track_opens)
        this.#expect(course, opensAfter, () => {
          reactions.opened = true;
          this.#campaign.counts.opened++;
        });
      if (track_clicks && /https?:\/\//.test(text) && draw("click") < rates.click)
        this.#expect(course, opensAfter + MINUTE, () => {
          reactions.clicked = true;
          this.#campaign.counts.clicked++;
        });
    }
    if (this.#repliesTo(address) === sent)
      this.#expect(course, opensAfter + 10 * MINUTE, () => {
        course.hasReplied = true;
        course.enrolment.status = "replied";
        this.#campaign.counts.replied++;
      });
    else if (show_unsubscribe && sent === 0 && chance.of("unsubscribe", address) < rates.unsubscribe)
      this.#expect(course, opensAfter + 5 * MINUTE, () => {
        this.#campaign.counts.unsubscribed++;
        this.#settle(course, "unsubscribed");
      });
  }

  /** Which message this address answers, if it ever answers: one of those that there were when the first one came. */
  #repliesTo(address: string): number | undefined {
    const { chance, rates } = this.#world;
    if (chance.of("reply", address) >= rates.reply) return undefined;
    return Math.floor(chance.of("reply to", address) * (this.#campaign.steps.length + 1));
  }

  #expect(course: Course, ms: number, happen: () => void): void {
    course.awaited++;
    this.#after(ms, () => {
      course.awaited--;
      if (course.settled || !this.#isHere(course)) return;
      happen();
      this.#finish(course);
    });
  }

  #finish(course: Course): void {
    if (course.atEnd && course.awaited === 0 && !course.settled)
      this.#settle(course, course.hasReplied ? "replied" : "completed");
  }

  #settle(course: Course, status: EnrolmentStatus): void {
    course.settled = true;
    course.enrolment.status = status;
    this.#courses.delete(course);
    // Not while it still begins: the next to join may have an address.
    this.#after(0, () => this.#complete());
  }

  #isHere({ enrolment }: Course): boolean {
    return this.#campaign.enrolments.get(enrolment.contactId) === enrolment;
  }

  #contactOf({ contactId }: Enrolment): Contact | undefined {
    return this.#world.people.contacts.get(contactId);
  }

  #after(ms: number, happen: () => void): void {
    this.#world.schedule(this.#world.now + ms, happen);
  }
}
