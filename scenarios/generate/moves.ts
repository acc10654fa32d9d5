import { pendingSnapshots } from '../../model/conditions.ts';
import { disconnected } from '../../model/disconnection.ts';
import { nothing } from '../../model/history.ts';
import { snapshotsIn } from '../../model/shape.ts';
import { type Mode, peerOf, type Site, sites } from '../../model/site.ts';
import { imageAt, type PairState, statusAt, takesWrites } from '../../model/views.ts';
import { cloneMoves, lacksParent } from './clone-moves.ts';
import { demotionArrives, faultMoves, linkMoves } from './fault-moves.ts';
import { handMoves } from './hand-moves.ts';
import { type Move, move } from './move.ts';

/** The steps that make sense in a state, some that will be refused, and faults mixed in. */
export function movesIn(state: PairState, mode: Mode): Move[] {
  const moves = [...sites.flatMap((site) => siteMoves(state, site, mode)), ...linkMoves(state)];
  return [...moves, { weight: 12, step: { do: 'settle' } }];
}

function siteMoves(state: PairState, site: Site, mode: Mode): Move[] {
  const damp = takesWrites(state, site) ? 1 : 0.1;
  const commands = [...commandMoves(state, site, mode), ...cloneMoves(state, site)];
  const damped = commands.map(({ weight, step }) => move(weight * damp, step));
  return [...damped, ...handMoves(state, site), ...faultMoves(state, site)];
}

function commandMoves(state: PairState, site: Site, mode: Mode): Move[] {
  const peer = state[peerOf(site)].image;
  switch (imageAt(state, site)) {
    case 'absent':
      return [...absentMoves(state, site, peer === 'absent'), ...strayMoves(site)];
    case 'unmirrored':
      return [
        move(peer === 'unmirrored' || lacksParent(state, site) ? 5 : 40, { do: 'enable', site }),
        move(8, { do: 'write', site, blocks: 1 }),
        move(1, { do: 'remove', site }),
        ...binMoves(state, site),
        ...editMoves(state, site, 0.6),
        ...strayMoves(site),
      ];
    case 'creating':
      return [...strayMoves(site), ...editMoves(state, site, 0.1)];
    case 'primary':
      return [
        ...primaryMoves(site, peer === 'primary', mode),
        move(state.context[site].client === 'connected' ? 4 : 0.2, { do: 'disconnect', site }),
        ...binMoves(state, site),
        ...editMoves(state, site, 2),
      ];
    case 'nonprimary':
      return nonprimaryMoves(state, site);
    case 'disabling':
      return disablingMoves(site);
  }
}

function absentMoves(state: PairState, site: Site, nowhere: boolean): Move[] {
  const binned = state.context[site].binned >= 0;
  if (binned) return [move(30, { do: 'restore', site })];
  return [move(nowhere ? 60 : 0.3, { do: 'create', site })];
}

/** To the trash and back; the model keeps track of one image there. */
const binMoves = (state: PairState, site: Site): Move[] =>
  state.context[site].binned >= 0
    ? []
    : [move(1.5, { do: 'trash', site }), move(0.2, { do: 'restore', site })];

/** Edits, each wanted as much as `weight` says. */
function editMoves({ context }: PairState, site: Site, weight: number): Move[] {
  const snapshots = snapshotsIn(context.edits, context[site].history);
  return [
    move(weight, { do: 'resize', site }),
    move(weight, { do: 'snap-create', site }),
    move(snapshots === nothing ? weight * 0.1 : weight * 2, { do: 'snap-remove', site }),
    move(snapshots === nothing ? weight * 0.1 : weight, { do: 'snap-rename', site }),
    move(snapshots === nothing ? weight * 0.05 : weight * 0.6, { do: 'snap-protect', site }),
    move(snapshots === nothing ? weight * 0.05 : weight * 0.6, { do: 'snap-unprotect', site }),
    move(weight, { do: 'rename', site }),
    move(weight, { do: 'meta-set', site }),
  ];
}

function primaryMoves(site: Site, contested: boolean, mode: Mode): Move[] {
  return [
    move(22, { do: 'write', site, blocks: 1 }),
    move(6, { do: 'write', site, blocks: 3 }),
    move(mode === 'snapshot' ? 16 : 0.3, { do: 'snapshot', site }),
    move(contested ? 18 : 8, { do: 'demote', site }),
    move(2.5, { do: 'demote', site, writing: true }),
    move(0.8, { do: 'disable', site }),
    move(0.8, { do: 'remove', site }),
    move(0.5, { do: 'resync', site }),
    move(0.5, { do: 'promote', site, force: false }),
    move(0.3, { do: 'enable', site }),
    move(0.3, { do: 'create', site }),
    move(0.8, { do: 'enable-other', site }),
    move(0.3, { do: 'disable-force', site }),
  ];
}

function nonprimaryMoves(state: PairState, site: Site): Move[] {
  const orphaned = state[peerOf(site)].image !== 'primary';
  const split = statusAt(state, site) === 'split-brain';
  const { part, whole } = state.context[site];
  const halfWay = part === 1 || whole === 0;
  const arrives = demotionArrives(state, site);
  const waiting = pendingSnapshots(state.context, site) !== 0;
  return [
    move(arrives ? 50 : orphaned || halfWay ? 16 : 2, { do: 'promote', site, force: false }),
    move(halfWay ? 24 : waiting ? 12 : 4, { do: 'promote', site, force: true }),
    move(split || disconnected(state, { site }) ? 20 : 2, { do: 'resync', site }),
    move(0.1, { do: 'disconnect', site }),
    move(0.7, { do: 'write', site, blocks: 1 }),
    move(0.5, { do: 'demote', site }),
    move(0.5, { do: 'remove', site }),
    move(0.5, { do: 'disable', site }),
    move(0.3, { do: 'snapshot', site }),
    move(0.5, { do: 'enable-other', site }),
    move(halfWay ? 1.5 : 0.5, { do: 'disable-force', site }),
    ...binMoves(state, site),
    ...editMoves(state, site, 0.2),
  ];
}

/** What gets an image out of mirroring that is neither on nor off, and what does not. */
const disablingMoves = (site: Site): Move[] => [
  move(12, { do: 'disable', site }),
  move(12, { do: 'disable-force', site }),
  move(1, { do: 'remove', site }),
  move(1, { do: 'enable', site }),
  move(1, { do: 'promote', site, force: true }),
  move(1, { do: 'demote', site }),
];

/** Commands on an image that is not there, or not mirrored: each is refused. */
const strayMoves = (site: Site): Move[] => [
  move(0.2, { do: 'promote', site, force: false }),
  move(0.2, { do: 'promote', site, force: true }),
  move(0.2, { do: 'demote', site }),
  move(0.2, { do: 'resync', site }),
  move(0.1, { do: 'disconnect', site }),
  move(0.2, { do: 'snapshot', site }),
];
