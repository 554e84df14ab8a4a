import type { Clock } from "../core/clock.ts";
import { type Entry, Queue } from "./queue.ts";

/** The sandbox's time, for clients as well as for the service. All times in virtual ms. */
export interface SandboxClock extends Clock {
  timer(ms: number, fire: () => void): () => void;
  /**
   * Moves the time on, at any speed. Whatever falls due on the way fires in its order, and what is set off by it goes
   * on before the next.
   * @param ms how far, in virtual ms
   * @returns when the time has come; several calls follow one another
   * @throws TypeError when `ms` is negative or not a finite number
   */
  advance(ms: number): Promise<void>;
}

/** A request on its way: the time does not move by itself until it has ended, or somebody says that it stalls. */
export interface Flight {
  /** The answer is there, whole, or there will never be one. */
  end(): void;
  /** Nothing more comes for the time being: whoever waits for it waits for the time. */
  stall(): void;
  /** It goes on after a stall. */
  go(): void;
}

/** The platform's time and timers; a test brings its own. */
export interface Ticker {
  /** In real ms, never backwards. */
  now(): number;
  /** @param isIdle nobody waits for it: it is no reason for the process to go on */
  timer(ms: number, fire: () => void, isIdle: boolean): () => void;
  /** Calls back when the event loop has gone round once. */
  turn(fire: () => void): void;
}

/**
 * After so many turns of the event loop without a request and without a new timer, everybody is taken to be waiting:
 * who has just got an answer must be able to go on first.
 */
const QUIET_TURNS = 8;

/** Longer timers fire at once in every JavaScript runtime. */
const LONGEST_TIMER = 2 ** 31 - 1;

interface Timer {
  readonly fire: () => void;
  /** Somebody waits for it: the time may jump to it by itself. */
  readonly isAwaited: boolean;
}

/** A clock whose time is virtual: it jumps, runs fast or stands still. */
export class VirtualClock implements SandboxClock {
  readonly #speed: number;
  readonly #ticker: Ticker;
  readonly #timers = new Queue<Timer>();
  /** How many timers somebody waits for. */
  #awaited = 0;
  /** The virtual time when the real time was `#since`. */
  #base: number;
  #since: number;
  /** At a finite speed: whether the time runs. It stands still while a request is being answered. */
  #running = false;
  #cancelTick = () => {};
  #active = 0;
  #turns = 0;
  #counting = false;
  #quiet: (() => void) | undefined;
  #advancing: Promise<void> | undefined;

  /**
   * @param speed virtual ms for each real one: `Infinity` jumps to the next timer, 0 stands still
   * @param startAt ms since 1970
   */
  constructor(speed: number, startAt: number, ticker: Ticker = platform) {
    this.#speed = speed;
    this.#ticker = ticker;
    this.#base = startAt;
    this.#since = ticker.now();
    this.#run();
  }

  now(): number {
    if (!this.#running) return this.#base;
    const time = this.#base + (this.#ticker.now() - this.#since) * this.#speed;
    // No time passes a timer that has not fired, however late the platform is.
    return Math.min(time, this.#timers.peek()?.at ?? time);
  }

  timer(ms: number, fire: () => void): () => void {
    // Never is never: nothing can be waited for that long.
    return ms === Number.POSITIVE_INFINITY ? () => {} : this.#add(ms, { fire, isAwaited: true });
  }

  /**
   * Something that happens when the time has come, and for which nobody waits: a time that jumps does not jump to it by
   * itself, but passes it on its way.
   * @returns what cancels it
   */
  event(ms: number, fire: () => void): () => void {
    return this.#add(ms, { fire, isAwaited: false });
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const cancel = this.timer(ms, () => {
        signal?.removeEventListener("abort", stop);
        resolve();
      });
      const stop = () => {
        cancel();
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", stop, { once: true });
    });
  }

  async advance(ms: number): Promise<void> {
    if (!(ms >= 0 && ms < Number.POSITIVE_INFINITY))
      throw new TypeError(`clock.advance: ms must be a finite number of at least 0, got ${String(ms)}`);
    const before = this.#advancing;
    // A timer that threw on the way has told whoever moved the time on, and nobody else.
    const turn = (before ?? Promise.resolve()).catch(() => {}).then(() => this.#advance(ms));
    this.#advancing = turn;
    this.#halt();
    try {
      await turn;
    } finally {
      if (this.#advancing === turn) {
        this.#advancing = undefined;
        this.#stir();
      }
    }
  }

  /** Begins a request's way; the time stands still until it has ended or stalls. */
  flight(): Flight {
    let state: "going" | "stalled" | "ended" = "going";
    this.#takeOff();
    return {
      end: () => {
        if (state === "going") this.#land();
        state = "ended";
      },
      stall: () => {
        if (state !== "going") return;
        state = "stalled";
        this.#land();
      },
      go: () => {
        if (state !== "stalled") return;
        state = "going";
        this.#takeOff();
      },
    };
  }

  #add(ms: number, timer: Timer): () => void {
    this.#rebase();
    const entry = this.#timers.add(this.#base + Math.max(0, ms || 0), timer);
    if (timer.isAwaited) this.#awaited++;
    this.#stir();
    return () => {
      this.#rebase();
      if (timer.isAwaited && !entry.gone) this.#awaited--;
      this.#timers.remove(entry);
      this.#stir();
    };
  }

  #take(by?: number): Entry<Timer> | undefined {
    const next = this.#timers.take(by);
    if (next?.item.isAwaited) this.#awaited--;
    return next;
  }

  #takeOff(): void {
    this.#active++;
    this.#halt();
  }

  #land(): void {
    this.#active--;
    this.#stir();
  }

  async #advance(ms: number): Promise<void> {
    const until = this.#base + ms;
    for (;;) {
      await new Promise<void>((resolve) => {
        this.#quiet = resolve;
        this.#stir();
      });
      this.#quiet = undefined;
      const next = this.#take(until);
      if (!next) break;
      this.#base = next.at;
      next.item.fire();
    }
    this.#base = until;
  }

  /** Something happened: who waits for everybody to be waiting counts anew. */
  #stir(): void {
    this.#turns = 0;
    if (this.#running) this.#tick();
    if (this.#running || this.#counting || this.#active > 0) return;
    const jumps = this.#speed === Number.POSITIVE_INFINITY && this.#awaited > 0;
    const runs = this.#speed > 0 && this.#speed < Number.POSITIVE_INFINITY;
    if (!this.#quiet && (this.#advancing || !(jumps || runs))) return;
    this.#counting = true;
    this.#ticker.turn(() => this.#turn());
  }

  #turn(): void {
    if (this.#active === 0 && ++this.#turns <= QUIET_TURNS) {
      this.#ticker.turn(() => this.#turn());
      return;
    }
    this.#counting = false;
    if (this.#active > 0) return;
    if (this.#quiet) this.#quiet();
    else if (!this.#advancing) this.#run();
  }

  /** Goes on by itself, as the speed has it. */
  #run(): void {
    if (this.#active > 0 || this.#advancing || this.#speed === 0) return;
    if (this.#speed === Number.POSITIVE_INFINITY) this.#jump();
    else {
      this.#since = this.#ticker.now();
      this.#running = true;
      this.#tick();
    }
  }

  #jump(): void {
    const next = this.#awaited > 0 ? this.#take() : undefined;
    if (!next) return;
    this.#base = next.at;
    try {
      next.item.fire();
    } finally {
      this.#stir();
    }
  }

  #halt(): void {
    this.#rebase();
    this.#running = false;
    this.#cancelTick();
    this.#turns = 0;
  }

  #rebase(): void {
    this.#base = this.now();
    this.#since = this.#ticker.now();
  }

  /** While the time runs: waits in real time for the next timer, and for nothing where there is none. */
  #tick(): void {
    this.#cancelTick();
    this.#cancelTick = () => {};
    const next = this.#timers.peek();
    if (!next) return;
    const left = Math.max(0, Math.ceil((next.at - this.now()) / this.#speed));
    const fire = () => {
      this.#rebase();
      try {
        this.#take(this.#base)?.item.fire();
      } finally {
        if (this.#running) this.#tick();
      }
    };
    this.#cancelTick = this.#ticker.timer(Math.min(left, LONGEST_TIMER), fire, this.#awaited === 0);
  }
}

const platform: Ticker = {
  now: () => performance.now(),
  timer(ms, fire, isIdle) {
    const handle = setTimeout(fire, ms);
    // In browsers it is a number, and nothing goes on for the sake of a timer.
    if (isIdle && typeof handle === "object") handle.unref();
    return () => clearTimeout(handle);
  },
  turn(fire) {
    if (typeof setImmediate === "function") setImmediate(fire);
    else setTimeout(fire, 0);
  },
};
