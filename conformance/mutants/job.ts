import type { Mode } from '../../model/site.ts';
import { type ModeName, modesOf } from '../campaign/options.ts';
import type { ScanJob } from './scan.ts';

/** What users can say about `mutants`. */
export interface MutantsFlags {
  readonly mode: ModeName;
  readonly states: number;
  readonly walks: number;
  readonly every: number;
  readonly json?: true;
}

/** Which mutants of one mode to try, and where to look for the differences that they make. */
export interface MutantsJob extends ScanJob {
  readonly mode: Mode;
  /** Of so many mutants one is tried. */
  readonly every: number;
}

/** Of each mutant so many differences are tried at most. */
const most = 10;

/** The bound within which differences are looked for: random walks after that know none. */
const bound = { events: 4, writes: 2, faults: 1 };

/** What was asked for, a job for each mode. */
export const mutantsJobs = ({ mode, states, walks, every }: MutantsFlags): readonly MutantsJob[] =>
  modesOf(mode).map((one) => ({ mode: one, bound, states, walks, most, every }));
