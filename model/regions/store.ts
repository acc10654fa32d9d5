import type { PairEvent } from '../events.ts';
import { machinery } from '../machinery.ts';
import type { Site } from '../site.ts';

/** Whether a site's pools take writes; one that is full holds them back until there is room. */
export const room = (site: Site) =>
  machinery.createStateConfig({
    initial: 'free',
    states: {
      free: { on: { [`fill.${site}`]: 'full' } },
      full: { on: { [`make-room.${site}`]: 'free' } },
    },
  });

/**
 * Whether what a sync at a site copies can arrive whole. While it is held, a sync begins and comes no
 * further than half-way, and all else goes on.
 */
export const supply = (site: Site) => held(`hold.${site}`, `release.${site}`);

/** The same of what is copied of the parent of a clone. */
export const parentSupply = (site: Site) => held(`hold-parent.${site}`, `release-parent.${site}`);

const held = (hold: PairEvent, release: PairEvent) =>
  machinery.createStateConfig({
    initial: 'flowing',
    states: {
      flowing: { on: { [hold]: 'held' } },
      held: { on: { [release]: 'flowing' } },
    },
  });
