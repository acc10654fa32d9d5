import { isClone } from '../../model/shape.ts';
import { peerOf, type Site } from '../../model/site.ts';
import type { PairState } from '../../model/views.ts';
import { type Move, move } from './move.ts';

/** What can be done to clones and their parent, beside what is done to any image. */
export const cloneMoves = (state: PairState, site: Site): Move[] => [
  ...imageMoves(state, site),
  ...parentMoves(state, site),
  ...holdMoves(state, site),
];

function imageMoves(state: PairState, site: Site): Move[] {
  const { image, parent } = state[site];
  if (image === 'absent') {
    const halfParent = parent === 'copying' && state[site].parentSupply === 'held';
    if (state.context[site].binned >= 0 || halfParent) return [];
    const first = parent === 'absent' && state[peerOf(site)].parent === 'absent';
    const nowhere = state[peerOf(site)].image === 'absent';
    const wanted = nowhere ? (first ? 60 : 20) : 0.3;
    return [move(parent === 'absent' && !first ? 0.5 : wanted, { do: 'clone', site })];
  }
  const writable = image === 'primary' || image === 'unmirrored';
  const cloned = isClone(state.context.edits, state.context[site].history);
  return [
    move(0.3, { do: 'clone', site }),
    move(cloned && writable ? 4 : 0.5, { do: 'flatten', site }),
  ];
}

function parentMoves(state: PairState, site: Site): Move[] {
  const { image, parent } = state[site];
  const enable: Move = move(parent === 'unmirrored' ? 30 : 0.3, { do: 'parent-enable', site });
  const mirrored = image === 'primary' || image === 'nonprimary';
  const flat = !isClone(state.context.edits, state.context[site].history);
  const wanted = mirrored ? (flat ? 6 : 2) : 0.5;
  return [enable, move(wanted, { do: 'parent-disable', site })];
}

/** A clone here cannot be mirrored yet. */
export const lacksParent = (state: PairState, site: Site): boolean =>
  isClone(state.context.edits, state.context[site].history) &&
  (state[site].parent === 'unmirrored' || state[site].parent === 'absent');

/** The parent's copying is held where there is something to copy. */
function holdMoves(state: PairState, site: Site): Move[] {
  if (state[site].parentSupply === 'held') return [move(4, { do: 'release-parent', site })];
  const { parent } = state[peerOf(site)];
  const awaited = state[site].parent === 'absent' || state[site].parent === 'copying';
  const source = parent === 'unmirrored' || parent === 'primary';
  return source && awaited ? [move(3, { do: 'hold-parent', site })] : [];
}
