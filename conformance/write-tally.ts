import type { Site } from '../model/site.ts';
import type { WriteCounts } from './record.ts';
import type { Content } from './target.ts';

/** Counts the acknowledged writes of a run, and what became of them, as far as it was seen. */
export class WriteTally {
  readonly #acknowledged: number[] = [];
  /** What each site holds: what was read there last, and what it has acknowledged since. */
  readonly #held: Record<Site, Set<number>> = { a: new Set(), b: new Set() };
  #lost = 0;

  /** A site has acknowledged a write. */
  acknowledge(write: number, site: Site): void {
    this.#acknowledged.push(write);
    this.#held[site].add(write);
  }

  /** A site was read. What cannot be read now may be there all the same. */
  read(site: Site, content: Content): void {
    if (content === 'unreachable' || content === 'corrupt') return;
    this.#held[site] = new Set(content === 'absent' ? [] : content);
  }

  /** A promotion by force was done at a site: what it does not hold is lost to it. */
  force(site: Site): void {
    this.#lost += this.#acknowledged.filter((write) => !this.#held[site].has(write)).length;
  }

  /** The counts so far. */
  counts(): WriteCounts {
    const { a, b } = this.#held;
    const gone = this.#acknowledged.filter((write) => !a.has(write) && !b.has(write));
    return { acknowledged: this.#acknowledged.length, lost: this.#lost, discarded: gone.length };
  }
}
