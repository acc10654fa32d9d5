import { eventsOf, type History, nothing, only } from '../../model/history.ts';

/** Which events of the model's history are writes, and which write each of them is. */
export class Ledger {
  readonly #eventOf = new Map<number, number>();
  readonly #writeOf = new Map<number, number>();
  #writes: History = nothing;

  /** Write `write` was acknowledged, as event `event`. */
  acknowledge(write: number, event: number): void {
    this.#eventOf.set(write, event);
    this.#writeOf.set(event, write);
    this.#writes |= only(event);
  }

  /** The acknowledged writes, ascending. */
  get acknowledged(): number[] {
    return [...this.#eventOf.keys()];
  }

  /** The numbers of the writes in a history, ascending. */
  writesIn(history: History): number[] {
    return eventsOf(history & this.#writes).map((event) => this.#writeOf.get(event) ?? 0);
  }

  /** Whether the writes found are exactly those of a history. */
  matches(history: History, found: readonly number[]): boolean {
    let events = nothing;
    for (const write of found) {
      const event = this.#eventOf.get(write);
      if (event === undefined) return false;
      events |= only(event);
    }
    return (history & this.#writes) === events;
  }
}
