import type { Mode } from '../../model/site.ts';
import { formatSeed } from './seed.ts';

/** One run of a campaign. */
export interface PlannedRun {
  /** Its place among the campaign's runs of its mode. */
  readonly index: number;
  readonly mode: Mode;
  readonly seed: string;
}

/** Which runs a campaign consists of. */
export interface Plan {
  /** Any text: the same text makes the same runs. */
  readonly seed: string;
  readonly modes: readonly Mode[];
  /** How many runs in each mode; without end, if left out. */
  readonly runs?: number;
  /** The first run; default 0. */
  readonly from?: number;
}

/**
 * The runs of a campaign, modes alternating. A run's seed depends only on the campaign's seed, its
 * mode and its index: the runs of one mode are the same whether or not the other mode runs too.
 */
export function* planned({ seed, modes, runs, from = 0 }: Plan): Generator<PlannedRun> {
  for (let index = from; runs === undefined || index < runs; index += 1) {
    for (const mode of modes) {
      yield { index, mode, seed: formatSeed({ mode, text: `${seed}.${index}` }) };
    }
  }
}
