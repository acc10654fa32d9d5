import { pendingSnapshots } from '../../model/conditions.ts';
import { type Mode, peerOf, type Site, sites } from '../../model/site.ts';
import { type PairState, statusAt } from '../../model/views.ts';
import type { Step } from '../step.ts';

/** A step that could come next, and how much it is wanted. */
export type Move = { readonly weight: number; readonly step: Step };

/** The steps that make sense in a state, some that will be refused, and faults mixed in. */
export function movesIn(state: PairState, mode: Mode): Move[] {
  const moves = [...sites.flatMap((site) => siteMoves(state, site, mode)), ...linkMoves(state)];
  return [...moves, { weight: 12, step: { do: 'settle' } }];
}

/** The step `name` at `site`, as wanted as `weight` says. */
const move = (weight: number, step: Step): Move => ({ weight, step });

function siteMoves(state: PairState, site: Site, mode: Mode): Move[] {
  const reachable = state[site].cluster === 'up';
  const damp = reachable ? 1 : 0.1;
  const commands = commandMoves(state, site, mode).map(({ weight, step }) =>
    move(weight * damp, step),
  );
  return [...commands, ...faultMoves(state, site)];
}

function commandMoves(state: PairState, site: Site, mode: Mode): Move[] {
  const peer = state[peerOf(site)].image;
  switch (state[site].image) {
    case 'absent':
      return [move(peer === 'absent' ? 60 : 0.3, { do: 'create', site }), ...strayMoves(site)];
    case 'unmirrored':
      return [
        move(peer === 'unmirrored' ? 5 : 40, { do: 'enable', site }),
        move(8, { do: 'write', site, blocks: 1 }),
        move(1, { do: 'remove', site }),
        ...strayMoves(site),
      ];
    case 'creating':
      return strayMoves(site);
    case 'primary':
      return primaryMoves(site, peer === 'primary', mode);
    case 'nonprimary':
      return nonprimaryMoves(state, site);
  }
}

function primaryMoves(site: Site, contested: boolean, mode: Mode): Move[] {
  return [
    move(22, { do: 'write', site, blocks: 1 }),
    move(6, { do: 'write', site, blocks: 3 }),
    move(mode === 'snapshot' ? 16 : 0.3, { do: 'snapshot', site }),
    move(contested ? 18 : 8, { do: 'demote', site }),
    move(0.8, { do: 'disable', site }),
    move(0.8, { do: 'remove', site }),
    move(0.5, { do: 'resync', site }),
    move(0.5, { do: 'promote', site, force: false }),
    move(0.3, { do: 'enable', site }),
    move(0.3, { do: 'create', site }),
  ];
}

function nonprimaryMoves(state: PairState, site: Site): Move[] {
  const orphaned = state[peerOf(site)].image !== 'primary';
  const split = statusAt(state, site) === 'split-brain';
  const { part, whole } = state.context[site];
  const halfWay = part === 1 || whole === 0;
  const waiting = pendingSnapshots(state.context, site) !== 0;
  return [
    move(orphaned || halfWay ? 16 : 2, { do: 'promote', site, force: false }),
    move(halfWay ? 24 : waiting ? 12 : 4, { do: 'promote', site, force: true }),
    move(split ? 20 : 2, { do: 'resync', site }),
    move(0.7, { do: 'write', site, blocks: 1 }),
    move(0.5, { do: 'demote', site }),
    move(0.5, { do: 'remove', site }),
    move(0.5, { do: 'disable', site }),
    move(0.3, { do: 'snapshot', site }),
  ];
}

/** Commands on an image that is not there, or not mirrored: each is refused. */
const strayMoves = (site: Site): Move[] => [
  move(0.2, { do: 'promote', site, force: false }),
  move(0.2, { do: 'promote', site, force: true }),
  move(0.2, { do: 'demote', site }),
  move(0.2, { do: 'resync', site }),
  move(0.2, { do: 'snapshot', site }),
];

function faultMoves(state: PairState, site: Site): Move[] {
  const { cluster, daemon, image } = state[site];
  const { part, whole } = state.context[site];
  const halfWay = image === 'nonprimary' && (part === 1 || whole === 0);
  if (cluster !== 'up') return [move(9, { do: 'start-site', site })];
  const ended: Move[] = [
    move(2, { do: 'stop-site', site }),
    move(0.7, { do: 'kill-site', site }),
    move(daemon === 'running' ? (halfWay ? 8 : 2) : 0, { do: 'stop-daemon', site }),
    move(daemon === 'running' ? (halfWay ? 6 : 1.5) : 0, { do: 'kill-daemon', site }),
  ];
  return [...ended, move(daemon === 'stopped' ? 8 : 0, { do: 'start-daemon', site })];
}

const linkMoves = ({ link }: PairState): Move[] =>
  link === 'up' ? [move(3, { do: 'cut' })] : [move(8, { do: 'heal' })];
