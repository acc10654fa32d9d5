type Held = {
  readonly what: string;
  readonly once: () => Promise<void>;
  readonly over: PromiseWithResolvers<void>;
  arrived: number;
};

/**
 * Where several runs on one lab meet: what befalls the lab is done once, when each of them has come
 * to it, and all go on when it is done. One that ends is waited for no longer.
 */
export class Meeting {
  #members: number;
  #held: Held | undefined;

  constructor(members: number) {
    this.#members = members;
  }

  /**
   * Waits for the others, and for what is then done once. Rejects as that does, and with RangeError
   * where the others wait for something else: the runs are then not of one convoy.
   */
  meet(what: string, once: () => Promise<void>): Promise<void> {
    this.#held ??= { what, once, over: Promise.withResolvers(), arrived: 0 };
    const held = this.#held;
    if (held.what !== what) {
      return Promise.reject(new RangeError(`${what}: the others are at ${held.what}`));
    }
    held.arrived += 1;
    this.#goOn();
    return held.over.promise;
  }

  /** A member ends, and comes to no more meetings. */
  leave(): void {
    this.#members -= 1;
    this.#goOn();
  }

  #goOn(): void {
    const held = this.#held;
    if (held === undefined || held.arrived < this.#members) return;
    this.#held = undefined;
    held.once().then(held.over.resolve, held.over.reject);
  }
}
