import type { KernelState } from '../kernel/kernel.ts';
import { grown } from '../kernel/vectors.ts';

/** Where each state was come from first: a state, by its number in a part, and an event by number. */
export class Origins {
  /** By threes, by state. */
  #all = new Int32Array(3 * 1024);

  /** Notes where a state was come from. */
  set(state: KernelState, part: number, from: KernelState, event: number): void {
    const at = state * 3;
    if (at + 3 > this.#all.length) this.#all = grown(this.#all, at + 3);
    this.#all[at] = part;
    this.#all[at + 1] = from;
    this.#all[at + 2] = event;
  }

  /** The part, the state and the event that a state was come from. */
  of(state: KernelState) {
    const [part = 0, from = 0, event = 0] = this.#all.subarray(state * 3, state * 3 + 3);
    return { part, state: from, event };
  }

  /** Those of the first `count` states. */
  saved(count: number): Int32Array {
    return this.#all.slice(0, count * 3);
  }

  /** Takes those that were saved for its own. */
  recall(saved: Int32Array): void {
    this.#all = grown(saved, saved.length);
  }
}
