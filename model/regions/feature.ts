import { featureCommandNames } from '../events.ts';
import type { Site } from '../site.ts';
import type { SiteState } from '../views.ts';
import { type Guard, holds, replayerIs } from './guards.ts';
import { answersOf, type Candidate, refuse } from './transitions.ts';

/** What there is of an image at a site. */
export type ImageState = Exclude<SiteState['image'], 'making'>;

/** What is answered, and what else happens, by its name. */
export type On = Readonly<Record<string, Candidate | readonly Candidate[]>>;

/** How the feature is turned on, and off. */
export const commands = (site: Site, on: readonly Candidate[], off: readonly Candidate[]) =>
  answersOf(site, { 'journaling-on': on, 'journaling-off': off });

/** An image that is not mirrored has the feature. */
export const has = (site: Site): Guard => holds('keepsJournal', site);

/** Where there is no image, that is found by reading, also in a full pool. */
export const notThere = (site: Site) => {
  const answer = [refuse('ENOENT')];
  const table = { 'journaling-on': answer, 'journaling-off': answer };
  return answersOf(site, table, featureCommandNames);
};

/** The replayer of a copy has its lock for as long as it works. */
export const refusedOff = (site: Site) => [
  refuse('EROFS', replayerIs(site, 'replaying')),
  refuse('EINVAL'),
];
