import { setImmediate as otherEvents } from 'node:timers/promises';
import { type Bench, type Given, runGiven } from '../campaign/run.ts';
import type { RunRecord } from '../record.ts';
import { alikeFor, partedAlike } from './observed.ts';

/** How two targets stand to each other in one scenario, where they do not part. */
export type Agreement = 'same' | 'another schedule';

/** Which scenarios to run on both sides. */
export interface Comparing {
  readonly givens: Iterable<Given>;
  /** For each side: how to run a scenario there, its verdict being whether the other could do so. */
  readonly benches: readonly [Bench, Bench];
  /** Runs to leave out, by seed: those of an earlier, interrupted command. */
  readonly done?: ReadonlySet<string>;
  readonly signal?: AbortSignal;
  /** Asked before each scenario: whether the time is over. */
  readonly over?: () => boolean;
  /** Told of each scenario in which the two agree. */
  readonly onAgreement?: (agreement: Agreement) => void;
}

/**
 * Runs scenarios on two targets, and gives out of each the record that tells how they stand: a
 * failure if a run of one is not possible on the other; inconclusive if one of them is; else a pass.
 * Two runs that differ, and are each possible on the other, differ by their schedules alone.
 */
export async function* compare(comparing: Comparing): AsyncGenerator<RunRecord> {
  const { givens, done, signal, over } = comparing;
  for (const given of givens) {
    if (done?.has(given.seed)) continue;
    await otherEvents();
    if (signal?.aborted || over?.()) return;
    try {
      yield await comparison(given, comparing);
    } catch (error) {
      if (signal?.aborted) return;
      throw error;
    }
  }
}

async function comparison(given: Given, comparing: Comparing): Promise<RunRecord> {
  const [first, second] = comparing.benches;
  // The second target comes last in what is shown, and is asked first: it is the one on trial.
  const records = [await runGiven(given, second), await runGiven(given, first)] as const;
  const [one, other] = records;
  const alike = partedAlike(one, other);
  const parted = records.find(({ verdict }) => verdict.kind === 'fail');
  if (parted !== undefined && !alike) return parted;
  const unsure = records.find(({ verdict }) => verdict.kind === 'inconclusive');
  if (unsure !== undefined) return unsure;
  const same = alike || alikeFor(one, other) === one.steps.length;
  comparing.onAgreement?.(same ? 'same' : 'another schedule');
  return alike ? { ...one, verdict: { kind: 'pass' } } : one;
}
