import { explicitScheduler, type Scheduler, seededScheduler } from './scheduler.ts';

/** A scheduler that does what the steps say, and draws from a seed from some moment on. */
export class Fork implements Scheduler {
  readonly #seed: string;
  #now: Scheduler = explicitScheduler;

  constructor(seed: string) {
    this.#seed = seed;
  }

  get isFixed(): true | undefined {
    return this.#now.isFixed;
  }

  free(): void {
    this.#now = seededScheduler(this.#seed);
  }

  before: Scheduler['before'] = (edges) => this.#now.before(edges);
  during: Scheduler['during'] = (edges) => this.#now.during(edges);
  interruption: Scheduler['interruption'] = (ways) => this.#now.interruption(ways);
  writes: Scheduler['writes'] = (most) => this.#now.writes(most);
  duration: Scheduler['duration'] = () => this.#now.duration();
}
