import type { Site } from '../../model/site.ts';
import type { ListedSnapshot, SimulatedImage } from './image.ts';
import { answered, type Reply, raised, returned, unmodelled } from './reply.ts';

/** Every snapshot of an image at a site, oldest first. */
export const snapshotsOf = (image: SimulatedImage, site: Site): readonly ListedSnapshot[] =>
  [...image.userSnapshots(site), ...image.mirrorSnapshots(site)].sort(
    (one, other) => one.id - other.id,
  );

type Change = 'create' | 'remove' | 'protect' | 'unprotect' | 'ask';

/**
 * Does something with a snapshot by its name. The model knows edits of the newest one alone: of any other
 * nothing is known.
 */
export const changeSnapshot =
  (change: Change) =>
  (image: SimulatedImage, site: Site, [given]: readonly unknown[]): Reply => {
    const name = String(given);
    const all = image.userSnapshots(site);
    const found = all.find((one) => one.name === name);
    if (change === 'create') {
      return found === undefined ? answered(image.takeSnapshot(site, name)) : raised('EEXIST');
    }
    if (found === undefined) return raised('ENOENT');
    if (change === 'ask') return returned(found.protected);
    if (found !== all.at(-1)) return unmodelled(`of snapshots, only the newest is simulated`);
    return answered(image.give(`snap-${change}.${site}`));
  };
