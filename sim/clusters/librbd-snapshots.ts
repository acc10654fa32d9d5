import type { Site } from '../../model/site.ts';
import { roleAt } from '../../model/views.ts';
import { childrenOf } from './clones.ts';
import type { ListedSnapshot, SimulatedImage } from './image.ts';
import { answered, type Reply, raised, returned, unmodelled } from './reply.ts';

/** Every snapshot of an image at a site, oldest first. */
export const snapshotsOf = (image: SimulatedImage, site: Site): readonly ListedSnapshot[] =>
  [...image.userSnapshots(site), ...image.mirrorSnapshots(site)].sort(
    (one, other) => one.id - other.id,
  );

type Change = 'create' | 'remove' | 'protect' | 'unprotect' | 'ask';

/**
 * Does something with a snapshot by its name, given all images of the site. The protection of one that has clones
 * does not end. The model protects the newest snapshot alone: of any other nothing is known.
 */
export const changeSnapshot =
  (change: Change) =>
  (
    image: SimulatedImage,
    site: Site,
    [name]: readonly unknown[],
    others: readonly SimulatedImage[],
  ): Reply => {
    const found = image.snapshotNamed(site, String(name));
    if (change === 'create') {
      return found === undefined
        ? answered(image.takeSnapshot(site, String(name)))
        : raised('EEXIST');
    }
    const isCopy = roleAt(image.state, site) === 'nonprimary';
    if (found === undefined) {
      // Of an image that is read-only as a whole, librbd does not look for it (Operations.cc, snap_unprotect).
      const unasked = image.mode === 'snapshot' && isCopy && /protect$/.test(change);
      return raised(unasked ? 'EROFS' : 'ENOENT');
    }
    if (change === 'ask') return returned(found.protected);
    if (change === 'protect') {
      const newest = found.id === image.userSnapshots(site).at(-1)?.id;
      if (!newest) return unmodelled('of snapshots, only the newest can be protected');
      return answered(image.give(`snap-protect.${site}`));
    }
    const isParent = childrenOf(image, site, others, found.name).length > 0;
    if (change === 'unprotect' && isParent && !isCopy) return raised('EBUSY');
    return answered(image.changeSnapshot(site, change, found.id));
  };
