import { nameOfMirroring } from '../../model/site.ts';
import { placeOf } from '../../scenarios/scenario.ts';
import type { Step } from '../../scenarios/step.ts';
import type { RunRecord } from '../record.ts';
import { kindOf, shrink } from '../shrink/shrink.ts';
import { type CheckOptions, check } from './campaign.ts';
import { Models } from './models.ts';
import { type Bench, generated, runGiven } from './run.ts';

/** A kind of failure, met once or more often. */
export interface Failure {
  /** The run that met it first. */
  readonly first: RunRecord;
  /** The simplest run that fails in the same way; the first one where nothing simpler was found. */
  readonly shrunk: RunRecord;
  /** Every run that met it. */
  readonly seeds: string[];
  /** Where the shrunk run was saved. */
  readonly bundle?: string;
}

/** The deviation of a release that explains a failure; undefined where none does. */
export const knownAs = ({ verdict }: RunRecord): string | undefined =>
  verdict.kind === 'fail' ? verdict.known : undefined;

/** What a campaign tells failures apart by; undefined for a run that did not fail. */
export function failureKind(record: RunRecord): string | undefined {
  const kind = knownAs(record) ?? kindOf(record);
  const scenario = record.scenario === generated ? '' : ` ${record.scenario}`;
  const flaky = record.flaky ? ' flaky' : '';
  return kind === undefined ? undefined : `${nameOfMirroring(record)}${flaky} ${kind}${scenario}`;
}

/** How to shrink: what to run candidates on, and how many of them. */
export interface Shrinking {
  readonly bench: Bench;
  /** How many candidates to run at most. */
  readonly budget: number;
  /** Told what was reached, each time that something simpler was found. */
  readonly onProgress?: (text: string) => void;
}

/**
 * Shrinks a failure by running simpler scenarios on the target that met it. Rejects with the
 * signal's reason once that is aborted.
 */
export function shrunk(failure: RunRecord, { bench, budget, onProgress }: Shrinking) {
  const { mode, seed, scenario, cause } = failure;
  const place = placeOf(failure);
  const { onStep: _, ...quiet } = bench;
  const { whiteBox } = bench.target;
  return shrink(
    failure,
    (steps, schedule) => runGiven({ name: scenario, steps, mode, seed, schedule, ...place }, quiet),
    {
      budget,
      exact: whiteBox !== undefined,
      ...(onProgress && { onProgress: (text) => onProgress(`shrinking: ${text}`) }),
      ...(whiteBox &&
        cause !== undefined && {
          simplest: (steps: readonly Step[]) => whiteBox.simplest(failure, cause, steps),
        }),
    },
  );
}

/** How many candidates a simulated pair may be asked to run: a second's work or two. */
export const simBudget = 2000;

/** The first failure that a campaign meets, and its shrunk form; undefined if all runs pass. */
export async function firstFailure(options: CheckOptions): Promise<Failure | undefined> {
  const models = options.models ?? new Models();
  for await (const first of check({ ...options, models })) {
    if (first.verdict.kind !== 'fail') continue;
    const bench = { target: options.target, models };
    const seeds = [first.seed];
    return { first, shrunk: await shrunk(first, { bench, budget: simBudget }), seeds };
  }
  return undefined;
}
