import { z } from 'zod';
import { peerOf, type Site, sites } from '../../model/site.ts';
import type { Lab } from '../lab/lab.ts';
import type { ImagePlace } from '../lab/layout.ts';
import { TargetFailure } from '../target.ts';
import { hangMs, parentPlace } from './ceph-client.ts';

/** What of a scenario's images can be held back from a site's syncs. */
export type Held = 'image' | 'parent';

type Hold = { readonly site: Site; readonly what: Held };

const kinds: readonly Held[] = ['image', 'parent'];
const holds: readonly Hold[] = sites.flatMap((site) => kinds.map((what) => ({ site, what })));
const groupSchema = z.string();

/** The syncs of a lab that are held half-way. */
export class CephHolds {
  readonly #lab: Lab;
  readonly #place: ImagePlace;
  /** Those that are to be held: at the newest of so many writes, or at none. */
  readonly #wanted = new Map<Hold, number>();
  /** What is held back for them, and may be for others: placement groups of the peers. */
  readonly #barred = new Map<Hold, Set<string>>();

  constructor(lab: Lab, place: ImagePlace) {
    this.#lab = lab;
    this.#place = place;
  }

  /**
   * From now on the syncs at a site are held, at the newest of so many writes or (0) at none; left
   * out, they are held no longer.
   */
  want(site: Site, what: Held, written?: number): void {
    const hold = holds.find((known) => known.site === site && known.what === what);
    if (hold === undefined) return;
    if (written === undefined) this.#wanted.delete(hold);
    else this.#wanted.set(hold, written);
  }

  /**
   * Sees to it that what is to be held is held, and nothing else: a sync is held at the site that it
   * copies from, as soon as there is an image, and for as long as that site answers.
   */
  async keep(): Promise<void> {
    for (const hold of holds) {
      const source = peerOf(hold.site);
      if (this.#lab.sites[source].state() !== 'up') continue;
      const written = this.#wanted.get(hold);
      if (written !== undefined) await this.#bar(source, hold, written);
      else await this.#free(source, hold);
    }
  }

  /** Lets everything go. */
  async end(): Promise<void> {
    this.#wanted.clear();
    await this.keep();
  }

  async #bar(source: Site, hold: Hold, written: number): Promise<void> {
    const [image, parent] = [this.#place, parentPlace(this.#place)];
    const [held, beside] = hold.what === 'image' ? [image, parent] : [parent, image];
    const group = await this.#ask(source, 'hold', { ...held, beside: beside.image, written });
    if (group === undefined) return;
    const groups = this.#barred.get(hold) ?? new Set();
    this.#barred.set(hold, groups.add(groupSchema.parse(group)));
  }

  async #free(source: Site, hold: Hold): Promise<void> {
    const groups = this.#barred.get(hold);
    if (groups === undefined) return;
    await this.#ask(source, 'release', { held: [...groups] });
    this.#barred.delete(hold);
  }

  /** Undefined where there is no image, or the site does not answer. */
  async #ask(site: Site, op: string, args: object): Promise<unknown> {
    const reply = await this.#lab.sites[site].agent.ask(op, args, hangMs);
    if (reply.kind === 'ok') return reply.value;
    if (reply.kind === 'error' && /^(ENOENT|ETIMEDOUT)$/.test(reply.error.class)) return undefined;
    const why = reply.kind === 'hang' ? 'no answer' : reply.error.message;
    throw new TargetFailure(`${op} at site ${site}: ${why}`);
  }
}
