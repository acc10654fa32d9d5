import { isHalted } from '../../model/hands.ts';
import { type Site, sites } from '../../model/site.ts';
import { type PairState, serves } from '../../model/views.ts';
import type { Step } from '../step.ts';
import { type Move, move } from './move.ts';

type Scope = Extract<Step, { do: 'stop-replayer' }>['of'];

const scopes: readonly (readonly [of: Scope, share: number])[] = [
  ['image', 0.6],
  ['pool', 0.2],
  ['daemon', 0.2],
];

/** What the mirror daemon of a site is told by hand, where it can do it at once. */
export function handMoves(state: PairState, site: Site): Move[] {
  if (!isCalm(state) || state[site].daemon === 'stopped') return [];
  const halted = isHalted(state.context, site);
  const weights = halted
    ? { 'stop-replayer': 0.2, 'start-replayer': 7, 'restart-replayer': 1 }
    : { 'stop-replayer': stopWeight(state, site), 'start-replayer': 0.1, 'restart-replayer': 0.5 };
  return scopes.flatMap(([of, share]) => [
    move(weights['stop-replayer'] * share, { do: 'stop-replayer', site, of }),
    move(weights['start-replayer'] * share, { do: 'start-replayer', site, of }),
    move(weights['restart-replayer'] * share, { do: 'restart-replayer', site, of }),
  ]);
}

/** What lets every replayer go on that was told to stand still. */
export const endHands = ({ context }: PairState): Step[] =>
  sites
    .filter((site) => isHalted(context, site))
    .map((site) => ({ do: 'start-replayer', site, of: 'daemon' }));

const stopWeight = (state: PairState, site: Site): number => {
  const { image, replayer } = state[site];
  if (replayer === 'replaying') return 2;
  return image === 'nonprimary' ? 0.8 : 0.2;
};

/** Nothing is in the way of a daemon that is told something. */
export const isCalm = (state: PairState): boolean =>
  state.link === 'up' &&
  sites.every((one) => {
    const { room, supply } = state[one];
    return serves(state, one) && room === 'free' && supply === 'flowing';
  });
