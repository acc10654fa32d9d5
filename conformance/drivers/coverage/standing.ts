import { peerOf, type Site, sites } from '../../../model/site.ts';
import type { Faults } from '../faults.ts';
import type { VolumeSight } from '../record.ts';

/** How the sites were when a request was made: of several things that were so, the last in this order. */
export const situations = [
  'healthy',
  'daemon stopped',
  'link cut',
  'other site down',
  'active site down',
  'struck amid',
] as const;

/** How the sites were when a request was made. */
export type Situation = (typeof situations)[number];

/** How the sites are, by the faults that are under way; what strikes amid a request goes before all of them. */
export function situationOf(faults: Faults, active: Site, isStruck: boolean): Situation {
  if (isStruck) return 'struck amid';
  if (!faults.serves(active)) return 'active site down';
  if (!faults.serves(peerOf(active))) return 'other site down';
  if (faults.isCut) return 'link cut';
  return faults.calm ? 'healthy' : 'daemon stopped';
}

/** How the images of a volume stood when it was asked for something, by the last look. */
export const standings = [
  'follows',
  'not followed yet',
  'unmirrored',
  'split-brain',
  'no primary',
  'two primaries',
  'a site unreachable',
] as const;

/** How the images of a volume stood. */
export type Standing = (typeof standings)[number];

/** How the images of a volume stand: whether one is primary, and the other follows it. */
export function standingOf(sight: VolumeSight): Standing {
  const roles = sites.map((site) => sight[site].role);
  if (roles.includes('unreachable')) return 'a site unreachable';
  const primaries = sites.filter((site) => sight[site].role === 'primary');
  const [primary, second] = primaries;
  if (second !== undefined) return 'two primaries';
  if (sites.some((site) => sight[site].status === 'split-brain')) return 'split-brain';
  if (primary === undefined) return roles.includes('nonprimary') ? 'no primary' : 'unmirrored';
  const copy = sight[peerOf(primary)];
  return copy.role === 'nonprimary' && copy.status === 'replaying' ? 'follows' : 'not followed yet';
}
