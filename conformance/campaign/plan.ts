import type { Mode, PoolMode } from '../../model/site.ts';
import { type Cell, formatCell, parseCell } from '../../scenarios/generate/cell.ts';
import { placeOf } from '../../scenarios/scenario.ts';
import { formatSeed, type SeedVersion } from './seed.ts';
import { isIn, type Shard } from './shard.ts';

/** One run of a campaign. */
export interface PlannedRun {
  /** Its place among the campaign's runs of its mode. */
  readonly index: number;
  readonly mode: Mode;
  /** What its pool is in, if not image mode. */
  readonly poolMode?: PoolMode;
  readonly seed: string;
}

/** Which runs a campaign consists of. */
export interface Plan {
  /** Any text: the same text makes the same runs. */
  readonly seed: string;
  readonly modes: readonly Mode[];
  /** What the pools are in; image mode, if left out. */
  readonly poolMode?: PoolMode;
  /** The version of its seeds, if not the first one. */
  readonly version?: SeedVersion;
  /** How many runs in each mode; without end, if left out. */
  readonly runs?: number;
  /** The first run; default 0. */
  readonly from?: number;
  /** How many images one pair of clusters mirrors at once; default 1. */
  readonly images?: number;
  /** Which of several parts of it is wanted; the whole, if left out. */
  readonly shard?: Shard;
  /** What the runs are to meet, one each, in this order. Left out: whatever comes. */
  readonly toward?: readonly Aimed[];
}

/** A cell of the realised mix in a mode. */
export interface Aimed {
  readonly mode: Mode;
  readonly cell: Cell;
}

/**
 * The runs of a campaign, modes alternating. A run's seed depends only on the campaign's seed, its
 * mode and its index: the runs of one mode are the same whether or not the other mode runs too.
 */
export function* planned(plan: Plan): Generator<PlannedRun> {
  const { seed, modes, runs, from = 0, images = 1, poolMode, version } = plan;
  const place = placeOf({ poolMode });
  const of = { ...place, ...(version && { version }) };
  for (let index = from; runs === undefined || index < runs; index += 1) {
    for (const mode of modes) {
      const text = images === 1 ? `${index}` : withLeader(index, index - (index % images));
      yield {
        index,
        mode,
        ...place,
        seed: formatSeed({ mode, ...of, text: `${seed}.${text}` }),
      };
    }
  }
}

/**
 * The runs of a campaign in convoys: those that one pair of clusters mirrors at once, of one mode
 * each. A run's convoy depends on its index alone.
 */
export function* convoys({ images = 1, ...plan }: Plan): Generator<readonly PlannedRun[]> {
  if (plan.toward !== undefined) {
    for (const run of plannedToward(plan, plan.toward)) {
      if (isIn(plan.shard, run.index)) yield [run];
    }
    return;
  }
  const { modes, runs = Number.POSITIVE_INFINITY, from = 0 } = plan;
  for (let first = from; first < runs; first = first - (first % images) + images) {
    if (!isIn(plan.shard, Math.floor(first / images))) continue;
    const end = Math.min(runs, first - (first % images) + images);
    for (const mode of modes) {
      yield [...planned({ ...plan, images, modes: [mode], from: first, runs: end })];
    }
  }
}

/** Runs that are to meet a cell each, numbered as they come. */
function* plannedToward({ seed, poolMode, from = 0, runs }: Plan, all: readonly Aimed[]) {
  const place = placeOf({ poolMode });
  const count = new Map<Mode, number>();
  for (const [number, { mode, cell }] of all.entries()) {
    const before = count.get(mode) ?? 0;
    if (runs !== undefined && before >= runs - from) continue;
    count.set(mode, before + 1);
    const index = from + number;
    const text = `${seed}.${index}@${formatCell(cell)}`;
    yield { index, mode, ...place, seed: formatSeed({ mode, ...place, text }) };
  }
}

/** Where a run comes in its campaign, by the end of its seed: `17`, `17~16`, `17@...`; 0 where it does not say. */
export const indexIn = (seed: string): number =>
  Number(/\.(\d+)(?:~\d+)?(?:@[^@]*)?$/.exec(seed)?.[1] ?? 0);

/** What a run's text says that it is to meet; undefined where it says nothing of the kind. */
export const cellIn = (text: string): Cell | undefined =>
  parseCell(/@([^@]+)$/.exec(text)?.[1] ?? '');

/** How a seed names a run that meets the faults of another: by both their numbers. */
const withLeader = (index: number, leader: number): string => `${index}~${leader}`;

/** What a run's text says of the run that leads it: the texts of both, as runs of their own. */
export function leaderIn(
  text: string,
): { readonly own: string; readonly leader: string } | undefined {
  const [, seed, own, leader] = /^(.+)\.(\d+)~(\d+)$/s.exec(text) ?? [];
  if (seed === undefined) return undefined;
  return { own: `${seed}.${own}`, leader: `${seed}.${leader}` };
}
