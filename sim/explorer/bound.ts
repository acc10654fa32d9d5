import type { PairContext } from '../../model/context.ts';
import { count } from '../../model/history.ts';
import type { Within } from '../kernel/kernel.ts';
import { type Region, regionsOf } from '../kernel/regions.ts';
import type { Compilable } from '../kernel/rules.ts';
import { type PairKernel, pairKernel } from '../pair-kernel.ts';

/** How far to explore. Within a bound there are finitely many states. */
export interface Bound {
  /** So many events of an image's history at most that still matter, at once; see model/lineage.ts. */
  readonly events: number;
  /** So many of them writes. */
  readonly writes: number;
  /** So many faults under way at once, at most. */
  readonly faults: number;
}

/** The regions of a site that its image and its mirror daemon go through by themselves. */
const own: ReadonlySet<string> = new Set(['image', 'replayer', 'parent']);

/** What of a pair's kernel is within a bound. */
export const withinBound = (bound: Bound, regions: readonly Region[]): Within<PairContext> => ({
  context: ({ next, writes }) => next <= bound.events && count(writes) <= bound.writes,
  leaves: (leaves) => faultsIn(regions, leaves) <= bound.faults,
});

/** The kernel of a pair's machine within a bound; pairs that differ in nothing that matters are one. */
export const boundedKernel = (machine: Compilable, bound: Bound): PairKernel =>
  pairKernel(machine, { canonical: true, within: withinBound(bound, regionsOf(machine.root)) });

/** How many faults are under way: the regions that are not as in a sound pair. */
export const faultsIn = (regions: readonly Region[], leaves: ArrayLike<number>): number =>
  regions.filter(({ path, initial }, index) => !own.has(path[1] ?? '') && leaves[index] !== initial)
    .length;
