import { newest, only } from '../../model/history.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Shape } from '../../model/shape.ts';

/** What is done to a snapshot on its way out. */
export type SnapshotEnd = 'remove' | 'unprotect';

/** The model, as it is asked about the newest snapshot of an image at one site. */
export interface NewestSnapshot {
  readonly give: (change: SnapshotEnd) => Outcome | 'full';
  readonly shape: () => Shape;
}

/**
 * What became of snapshots that are not the newest of their image. The model changes the newest alone: of the others it
 * is noted here, by their events, and done in the model once they come to be the newest.
 */
export class RemovedSnapshots {
  readonly #removed = new Set<number>();
  readonly #free = new Set<number>();

  /** Whether a snapshot is gone, although the model has it yet. */
  has(event: number): boolean {
    return this.#removed.has(event);
  }

  /** Whether its protection has ended, although the model does not say so yet. */
  isFree(event: number): boolean {
    return this.#free.has(event);
  }

  /** Removes a snapshot, or ends its protection. */
  change(change: SnapshotEnd, event: number, image: NewestSnapshot): Outcome | 'full' {
    const { snapshots, protected: all } = image.shape();
    const kept = (all & only(event)) !== 0 && !this.#free.has(event);
    if (change === 'unprotect' && !kept) return 'EINVAL';
    if (change === 'remove' && kept) return 'EBUSY';
    if (newest(snapshots) !== event) {
      (change === 'remove' ? this.#removed : this.#free).add(event);
      return 'ok';
    }
    return change === 'remove' ? this.#uncover(event, image) : image.give('unprotect');
  }

  /** Removes the newest snapshot, and those below that are gone already. */
  #uncover(event: number, { give, shape }: NewestSnapshot): Outcome | 'full' {
    let top = event;
    do {
      const kept = (shape().protected & only(top)) !== 0;
      const freed = kept ? give('unprotect') : 'ok';
      const answer = freed === 'ok' ? give('remove') : freed;
      if (answer !== 'ok') return answer;
      top = newest(shape().snapshots);
    } while (this.#removed.has(top));
    return 'ok';
  }
}
