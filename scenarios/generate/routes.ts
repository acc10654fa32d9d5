import { type Mode, peerOf, type Site } from '../../model/site.ts';
import type { Stage } from '../../model/stages.ts';
import type { Step } from '../step.ts';
import type { Draw } from './walk.ts';

/** Where a route leads: a stage of a site's replayer, or an image that is not mirrored. */
export type Goal = Exclude<Stage, 'none'> | 'absent' | 'trashed' | 'unmirrored';

/** What a route is made for. */
export interface Way {
  /** The site to be brought there. */
  readonly site: Site;
  readonly mode: Mode;
  readonly draw: Draw;
}

const settle: Step = { do: 'settle' };

/**
 * How to bring a site to where random steps come too rarely, from two empty clusters, and in such a way that it
 * stays there: a hold, a dead daemon or a cut link is what keeps the mirror daemons from going on.
 */
export const routes: Readonly<Record<Goal, (way: Way) => Step[]>> = {
  absent: () => [],
  trashed: (way) => [
    { do: 'create', site: way.site },
    { do: 'trash', site: way.site },
    ...(way.draw(3) === 0 ? comeAndGone(way) : []),
  ],
  unmirrored: ({ site }) => [{ do: 'create', site }],
  primary: ({ site }) => mirrored(site),
  creating: ({ site }) => mirrored(peerOf(site)),
  'first-copy': (way) => [
    { do: 'hold', site: way.site },
    ...mirrored(peerOf(way.site)),
    settle,
    ...kept(way),
  ],
  idle: ({ site }) => copied(site),
  behind: (way) => [...copied(way.site), standstill(way), ...news(way)],
  'half-way': (way) => halfWay(way),
  stopped: (way) => [...copied(way.site), ...stopped(way)],
  'broken-off': (way) => [
    ...(way.mode === 'snapshot' && way.draw(1) === 0 ? halfWay(way) : routes['first-copy'](way)),
    ...stopped(way),
  ],
  orphan: ({ site }) => [...copied(site), { do: 'demote', site: peerOf(site) }, settle],
  'split-brain': ({ site }) => [
    ...copied(site),
    { do: 'promote', site, force: true },
    { do: 'demote', site },
    settle,
  ],
  'resync-asked': (way) => [...routes.orphan(way), { do: 'resync', site: way.site }],
};

/** A copy that is made, whole or not, and deleted with its primary. */
function comeAndGone({ site, draw }: Way): Step[] {
  const peer = peerOf(site);
  const end: Step = draw(1) === 0 ? { do: 'disable', site: peer } : { do: 'remove', site: peer };
  return [...mirrored(peer), ...(draw(1) === 0 ? [settle] : []), end, settle];
}

/** An image that is mirrored from a site. */
const mirrored = (site: Site): Step[] => [
  { do: 'create', site },
  { do: 'enable', site },
];

/** An image that the other site has, with a write in it, and this one a whole copy of. */
const copied = (site: Site): Step[] => [
  ...mirrored(peerOf(site)),
  { do: 'write', site: peerOf(site), blocks: 1 },
  settle,
];

/** Something for a copy to take. */
function news({ site, mode }: Way): Step[] {
  const peer = peerOf(site);
  const write: Step = { do: 'write', site: peer, blocks: 1 };
  return mode === 'snapshot' ? [write, { do: 'snapshot', site: peer }] : [write];
}

/** Half-way through news, or through the demotion of the peer. */
const halfWay = (way: Way): Step[] => [
  ...copied(way.site),
  { do: 'hold', site: way.site },
  ...(way.draw(2) === 0 ? [{ do: 'demote', site: peerOf(way.site) } as const] : news(way)),
  settle,
  ...kept(way),
];

/** A sync is kept where it is by the hold; now and then by a cut link, and held again or not. */
function kept({ site, draw }: Way): Step[] {
  const again: Step[] = draw(1) === 0 ? [{ do: 'hold', site }] : [];
  return draw(3) === 0 ? [{ do: 'cut' }, { do: 'release', site }, ...again] : [];
}

/** The daemon ends; mostly it is there again, and cannot reach the peer. */
function stopped({ site, draw }: Way): Step[] {
  const end: Step = draw(1) === 0 ? { do: 'stop-daemon', site } : { do: 'kill-daemon', site };
  return draw(2) === 0 ? [end] : [{ do: 'cut' }, end, { do: 'start-daemon', site }];
}

/** What a replayer waits for without ending. */
function standstill({ site, draw }: Way): Step {
  if (draw(1) === 0) return { do: 'stop-osd', site };
  return draw(1) === 0 ? { do: 'cut' } : { do: 'cut-from', site };
}
