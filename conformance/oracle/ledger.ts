import type { PairContext } from '../../model/context.ts';
import { eventsOf, type History } from '../../model/history.ts';
import type { Shape } from '../../model/shape.ts';
import type { SeenShape } from '../target.ts';

/**
 * Which events of the model's history are which of the run's writes and edits. Both are numbered
 * from 1, each by itself, in the order in which the run asked for them. Write 0 is what a clone shows
 * of its parent.
 */
export class Ledger {
  readonly #eventOf = new Map<number, number>();
  readonly #writeOf = new Map<number, number>();
  readonly #editOf = new Map<number, number>();

  /** A ledger in which everything is numbered by its event, plus one. */
  static ofEvents({ writes, edits }: PairContext): Ledger {
    const ledger = new Ledger();
    for (const event of eventsOf(writes)) ledger.acknowledge(event + 1, event);
    for (const events of Object.values(edits)) {
      for (const event of eventsOf(events)) ledger.edited(event + 1, event);
    }
    return ledger;
  }

  /** Write `write` was acknowledged, as event `event`. */
  acknowledge(write: number, event: number): void {
    this.#eventOf.set(write, event);
    this.#writeOf.set(event, write);
  }

  /** Edit `edit` was acknowledged, as event `event`. */
  edited(edit: number, event: number): void {
    this.#editOf.set(event, edit);
  }

  /** The acknowledged writes, ascending. */
  get acknowledged(): number[] {
    return [...this.#eventOf.keys()];
  }

  /** The numbers of the writes in a history, ascending. */
  writesIn(history: History): number[] {
    return eventsOf(history).flatMap((event) => this.#writeOf.get(event) ?? []);
  }

  /** Whether the writes found are exactly those of a history. */
  matches(history: History, found: readonly number[]): boolean {
    const writes = this.writesIn(history);
    return writes.length === found.length && writes.every((write) => found.includes(write));
  }

  /** Whether a history has all of these writes. */
  holds(history: History, found: readonly number[]): boolean {
    const writes = this.writesIn(history);
    return found.every((write) => writes.includes(write));
  }

  /** A shape as an image shows it: by the numbers of its edits. */
  seen({ size, name, snapshots, protected: kept, metadata, clone }: Shape): SeenShape {
    const numberOf = (event: number) => this.#editOf.get(event) ?? 0;
    return {
      size: numberOf(size),
      name: numberOf(name),
      snapshots: eventsOf(snapshots).map(numberOf),
      protected: eventsOf(kept).map(numberOf),
      metadata: eventsOf(metadata).map(numberOf),
      clone,
    };
  }
}
