import { peerOf, type Site, sites } from '../../model/site.ts';
import type { PairState } from '../../model/views.ts';
import { type Move, move } from './move.ts';

/** The faults that can strike at a site, or end there. */
export function faultMoves(state: PairState, site: Site): Move[] {
  const { cluster } = state[site];
  if (cluster !== 'up') return [move(9, { do: 'start-site', site })];
  return [
    move(2, { do: 'stop-site', site }),
    move(0.7, { do: 'kill-site', site }),
    ...daemonMoves(state, site),
    ...partMoves(state, site),
    ...syncMoves(state, site),
  ];
}

/** A daemon is wanted dead above all where it is in the middle of something. */
function daemonMoves(state: PairState, site: Site): Move[] {
  if (state[site].daemon === 'stopped') return [move(8, { do: 'start-daemon', site })];
  const { part, whole } = state.context[site];
  const halfWay = state[site].image === 'nonprimary' && (part === 1 || whole === 0);
  const weight = demotionArrives(state, site) ? 15 : halfWay ? 4 : 1;
  return [
    move(weight * 2, { do: 'stop-daemon', site }),
    move(weight * 1.5, { do: 'kill-daemon', site }),
  ];
}

/** Whether a copy has taken its peer's demotion by half: nothing is worth more trouble. */
export const demotionArrives = (state: PairState, site: Site): boolean =>
  state.context[site].part === 1 && sites.every((one) => state[one].image === 'nonprimary');

/** The monitor, the OSD and the pool, each alone. */
function partMoves(state: PairState, site: Site): Move[] {
  const { monitor, osd, room } = state[site];
  const monitors: Move[] = [
    move(0.3, { do: 'stop-monitor', site }),
    move(0.3, { do: 'kill-monitor', site }),
  ];
  // A killed OSD takes a real cluster a quarter of a minute to come back from.
  const osds: Move[] = [move(0.5, { do: 'stop-osd', site }), move(0.1, { do: 'kill-osd', site })];
  const fill: Move[] = [move(0.25, { do: 'fill', site })];
  return [
    ...(monitor === 'up' ? monitors : [move(9, { do: 'start-monitor', site })]),
    ...(osd === 'up' ? osds : [move(9, { do: 'start-osd', site })]),
    // A pool is filled and emptied by asking the monitor, and that takes its data to be there.
    ...(monitor === 'up' && osd === 'up'
      ? room === 'free'
        ? fill
        : [move(9, { do: 'make-room', site })]
      : []),
  ];
}

/** Syncs are held where there is something to copy, and then something happens to them. */
function syncMoves(state: PairState, site: Site): Move[] {
  if (state[site].supply === 'held') return [move(4, { do: 'release', site })];
  const { image } = state[peerOf(site)];
  const source = image === 'primary' || image === 'unmirrored';
  return [move(source ? 2.5 : 0.1, { do: 'hold', site })];
}

/** The faults of the link, and their end. */
export const linkMoves = ({ link }: PairState): Move[] =>
  link === 'up'
    ? [
        move(2.5, { do: 'cut' }),
        move(0.6, { do: 'cut-from', site: 'a' }),
        move(0.6, { do: 'cut-from', site: 'b' }),
        move(0.4, { do: 'slow' }),
        move(0.4, { do: 'lossy' }),
        move(0.2, { do: 'heal' }),
      ]
    : [move(8, { do: 'heal' })];
