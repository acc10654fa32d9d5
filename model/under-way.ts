import type { PairState, SiteState } from './views.ts';

/** The regions of a site that its image and its mirror daemon go through by themselves. */
const own: ReadonlySet<string> = new Set(['image', 'replayer']);

/** Counts the faults under way in a state: the regions of a pair that are not as in a sound one. */
export function faultsSince(sound: PairState): (state: PairState) => number {
  const regions = Object.entries(sound.a).map(([region, whole]) => (own.has(region) ? '' : whole));
  const broken = (site: SiteState) =>
    Object.values(site).filter((now, region) => regions[region] !== '' && regions[region] !== now);
  return ({ link, a, b }) => (link === sound.link ? 0 : 1) + broken(a).length + broken(b).length;
}
