import { type CampaignEnd, type CampaignView, proceed } from '../campaign/conduct.ts';
import type { Failure } from '../campaign/failure.ts';
import { knownAs } from '../campaign/failure.ts';
import { type Given, generated } from '../campaign/run.ts';
import { type TargetChoice, withTargets } from '../campaign/target.ts';
import type { Origin } from '../output/header.ts';
import type { RunRecord } from '../record.ts';
import { besideOf } from './beside.ts';
import { type Agreement, compare } from './compare.ts';
import { benchHeldTo } from './possible.ts';
import { openSides, type Side } from './side.ts';

/** A comparison of two targets, ready to be conducted. */
export interface CompareJob extends Omit<Origin, 'command'> {
  readonly choices: readonly [TargetChoice, TargetChoice];
  readonly out: string;
  readonly strict: boolean;
  readonly maxFailures: number;
  /** How many runs the shrinking of a disagreement may take; none if 0. */
  readonly shrink: number;
  readonly givens: Iterable<Given>;
  readonly over: () => boolean;
}

/** A kind of disagreement, met once or more often. */
export interface Disagreement extends Failure {
  /** The names of the two targets, in the order in which they are shown. */
  readonly targets: readonly [string, string];
  /** A run of the same steps on the other target; left out where an interruption came before it. */
  readonly beside?: RunRecord;
}

/** Sees a comparison happen. */
export interface CompareView extends Omit<CampaignView, 'failure' | 'earlier'> {
  /** The two targets agree in one more scenario. */
  agreement(agreement: Agreement): void;
  disagreement(disagreement: Disagreement): void;
}

/**
 * Conducts a comparison from opening the targets to closing them. An interruption, or a target that
 * breaks down, ends it early: what was done until then is kept and reported.
 */
export const conductComparison = (job: CompareJob, view: CompareView): Promise<CampaignEnd> =>
  withTargets(
    (what) => view.stage(what),
    async (open, signal) => {
      const sides = await openSides(job.choices, open);
      const [first, second] = sides;
      const benchFor = (side: Side, other: Side) => {
        const { name, whiteBox } = side.target;
        const onStep = (index: number, of: number) =>
          view.stage(`${name}, step ${index + 1} of ${of}`);
        return benchHeldTo(side, other, { signal, ...(whiteBox === undefined && { onStep }) });
      };
      const benches = [benchFor(first, second), benchFor(second, first)] as const;
      const benchOf = ({ target }: RunRecord) =>
        benches.find((bench) => bench.target.name === target) ?? benches[1];
      const onAgreement = (agreement: Agreement) => view.agreement(agreement);
      const { givens, over, shrink } = job;
      const onProgress = (text: string) => view.stage(text);
      const shrinkingFor = (failure: RunRecord) => {
        // A named scenario is shown as it was written.
        if (shrink === 0 || failure.scenario !== generated) return;
        const bench = benchOf(failure);
        const { target } = bench;
        if (knownAs(failure) === undefined || job.strict) {
          return { bench, budget: shrink, onProgress };
        }
        // What is known has its simplest form in the track record: it is worth no long search.
        if (target.whiteBox === undefined) return;
        const whiteBox = { ...target.whiteBox, simplest: () => undefined };
        return { bench: { ...bench, target: { ...target, whiteBox } }, budget: shrink, onProgress };
      };
      const failure = async (found: Failure) => {
        const { name } = benchOf(found.first).target;
        const other = first.target.name === name ? second : first;
        view.stage('running the other side');
        const targets = [first.target.name, second.target.name] as const;
        const beside = await besideOf(found.shrunk, other, signal);
        view.disagreement({ ...found, targets, ...(beside && { beside }) });
      };
      return proceed(
        {
          ...{ ...job, command: 'compare', continuing: false, signal, shrinkingFor },
          records: (done) => compare({ givens, benches, done, signal, over, onAgreement }),
        },
        {
          begin: (earlier) => view.begin(earlier),
          stage: (text) => view.stage(text),
          record: (record) => view.record(record),
          loss: (reason) => view.loss(reason),
          failure,
          reports: (end, records) => view.reports(end, records),
        },
      );
    },
    (reason) => view.loss(reason),
  );
