import type { Mode } from '../../model/site.ts';
import { together } from '../../model/variant.ts';
import { type ModeName, modesOf } from '../campaign/options.ts';
import { type Behaviour, behaviourNamed } from '../campaign/variants.ts';
import type { Target } from '../target.ts';
import { simTarget } from '../targets/sim.ts';

/** What users can say about `simulate`. */
export interface SimulateFlags {
  readonly mode: ModeName;
  readonly walks?: number;
  readonly from: number;
  readonly seed: string;
  /** Milliseconds. */
  readonly time?: number;
  readonly maxFailures: number;
  readonly with?: string;
  readonly out: string;
  readonly json?: true;
}

/** Which walks to take, and on what. */
export interface SimulateJob {
  readonly modes: readonly Mode[];
  readonly seed: string;
  /** The number of the first walk. */
  readonly from: number;
  /** How many in each mode; without end, if left out. */
  readonly walks?: number;
  /** Milliseconds. */
  readonly time: number;
  /** How the pair behaves otherwise than specified, if it does. */
  readonly behaviour?: Behaviour;
  readonly target: Target;
  /** Ends once this many kinds of failure were met. */
  readonly maxFailures: number;
  readonly out: string;
}

/** Walks in each mode, where neither their number nor a time is given. */
export const usualWalks = 100_000;

/** What was asked for. @throws UsageError for a behaviour that is not known. */
export function simulateJob(flags: SimulateFlags): SimulateJob {
  const { mode, walks, from, seed, time, maxFailures, out } = flags;
  const behaviour = flags.with === undefined ? undefined : behaviourNamed(flags.with);
  const count = walks ?? (time === undefined ? usualWalks : undefined);
  return {
    modes: modesOf(mode),
    ...{ seed, from, maxFailures, out },
    ...(count !== undefined && { walks: count }),
    time: time ?? Number.POSITIVE_INFINITY,
    ...(behaviour && { behaviour }),
    target: simTarget(behaviour && together(behaviour.name, behaviour.parts)),
  };
}
