import { nothingTaken } from './decision.ts';

/** What says how far an event is decided by a configuration: see Kernel.root. */
interface Rooted {
  root(configuration: number, event: number): number;
}

/** Which of some events a configuration leaves a chance, each with what is left to decide of it. */
export class Chances {
  readonly #kernel: Rooted;
  readonly #events: readonly number[];
  readonly #known: Int32Array[] = [];

  /** `events` by number. */
  constructor(kernel: Rooted, events: readonly number[]) {
    this.#kernel = kernel;
    this.#events = events;
  }

  /** By twos: an event that can do something in a configuration, and its root; see Kernel.root. */
  at(configuration: number): Int32Array {
    this.#known[configuration] ??= Int32Array.from(
      this.#events.flatMap((event) => {
        const root = this.#kernel.root(configuration, event);
        return root === nothingTaken ? [] : [event, root];
      }),
    );
    return this.#known[configuration];
  }
}
