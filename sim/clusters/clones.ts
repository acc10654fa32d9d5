import type { Outcome } from '../../model/outcome.ts';
import { type Site, sites } from '../../model/site.ts';
import { roleAt } from '../../model/views.ts';
import type { SimulatedClusters } from './clusters.ts';
import { feature, nonPrimaryFeature } from './features.ts';
import type { SimulatedImage } from './image.ts';
import { answered, type Reply, raised, unmodelled } from './reply.ts';

/** What is to be cloned, as what. */
export interface CloneCall {
  readonly image: string;
  readonly snapshot: string;
  readonly to: string;
  readonly features: number;
}

/** Whether an image is mirrored, as librbd sees it at a site. */
const isMirrored = (image: SimulatedImage, site: Site): boolean =>
  /^(creating|primary|nonprimary|disabling)$/.test(roleAt(image.state, site));

/** The clones of an image among others at a site; with a snapshot, those of that one. */
export const childrenOf = (
  parent: SimulatedImage,
  site: Site,
  others: readonly SimulatedImage[],
  snapshot?: string,
): readonly SimulatedImage[] =>
  others.filter((one) => {
    const bound = one.parentAt(site);
    return bound?.image === parent && (snapshot === undefined || bound.snapshot === snapshot);
  });

/** Enables mirroring of an image. That of a clone needs its parent to be mirrored (librbd api/Mirror.cc, image_enable). */
export function enable(image: SimulatedImage, site: Site, other: boolean): Outcome | 'full' {
  const parent = image.parentAt(site)?.image;
  if (parent !== undefined && !isMirrored(parent, site)) return 'EINVAL';
  if (image.state[site].parent === 'unmirrored') image.give(`parent-enable.${site}`);
  return image.give(`${other ? 'enable-other' : 'enable'}.${site}`);
}

/** Ends mirroring of an image, unless a clone of it is mirrored at this site (image_disable: EBUSY). */
export function disable(
  image: SimulatedImage,
  site: Site,
  force: boolean,
  others: readonly SimulatedImage[],
): Outcome | 'full' {
  const children = childrenOf(image, site, others);
  if (children.some((child) => isMirrored(child, site))) return 'EBUSY';
  const answer = image.give(`${force ? 'disable-force' : 'disable'}.${site}`);
  if (answer !== 'ok') return answer;
  for (const child of children) {
    const made = sites.find((one) => child.state[one].parent === 'primary');
    if (made !== undefined) child.give(`parent-disable.${made}`);
  }
  return answer;
}

/**
 * Parts a clone from its parent. With the feature deep-flatten its snapshots are parted as well (cls_rbd, remove_parent);
 * without it nothing is said of them here.
 */
export function flatten(image: SimulatedImage, site: Site): Reply {
  const deep = (image.featuresAt(site) & feature.deepFlatten) !== 0;
  if (!deep && image.userSnapshots(site).length > 0) {
    return unmodelled('flattening is not simulated of snapshots without the feature for it');
  }
  return answered(image.give(`flatten.${site}`));
}

/** A new clone of a snapshot at a site, or the error that librbd has for it. */
export function clone(
  clusters: SimulatedClusters,
  site: Site,
  { image, snapshot, to, features }: CloneCall,
): Reply {
  const parent = clusters.find(site, image);
  const found = parent?.snapshotNamed(site, snapshot);
  if (parent === undefined || found === undefined) return raised('ENOENT');
  if (!found.protected) return raised('EINVAL');
  if (clusters.find(site, to) !== undefined) return raised('EEXIST');
  const event = found.id - 1;
  const made = clusters.make({
    name: to,
    size: found.size,
    features,
    inherited: parent.contentAt(site, event),
    parent: { image: parent, snapshot, event },
  });
  return answered(made.give(`clone.${site}`));
}

/** A whole copy of an image at a site: it has its features, and nothing else to do with it. */
export function copy(
  clusters: SimulatedClusters,
  site: Site,
  { image, to }: Pick<CloneCall, 'image' | 'to'>,
): Reply {
  const source = clusters.find(site, image);
  if (source === undefined) return raised('ENOENT');
  if (clusters.find(site, to) !== undefined) return raised('EEXIST');
  const features = source.featuresAt(site) & ~nonPrimaryFeature;
  const made = clusters.make({
    name: to,
    size: source.sizeAt(site),
    features,
    inherited: source.contentAt(site),
  });
  const answer = made.give(`create.${site}`);
  const journaled = clusters.mode === 'journal' && (features & feature.journaling) !== 0;
  return answered(answer === 'ok' && journaled ? made.give(`journaling-on.${site}`) : answer);
}
