import { Tallies, type Totals } from '../mix/totals.ts';
import type { Origin } from '../output/header.ts';
import { runRecordSchema } from '../output/schema.ts';
import type { RunRecord } from '../record.ts';
import type { Target } from '../target.ts';
import { type Replaying, replayEarlier } from './earlier.ts';
import { type Failure, knownAs } from './failure.ts';
import { type Judging, judge } from './judge.ts';
import { causeOf, conclude, doneIn, openOutput, type Reports } from './keep.ts';
import { Models } from './models.ts';
import type { EarlierNews } from './replay-bundles.ts';
import type { Bench, OnStep } from './run.ts';
import type { Shard } from './shard.ts';
import { nameOf, type TargetChoice, withTarget } from './target.ts';
import { UnderWay } from './under-way.ts';

/** What a campaign's source of runs is given. */
export interface SourceBench extends Bench {
  /** The runs that an earlier, interrupted command did, by seed. */
  readonly done: ReadonlySet<string>;
}

/** A campaign, ready to be conducted. */
export interface CampaignJob {
  readonly command: Origin['command'];
  readonly splitbrain: string;
  readonly choice: TargetChoice;
  readonly modes: Origin['modes'];
  readonly seed: string;
  readonly shard?: Shard;
  /** The folder for results. */
  readonly out: string;
  /** Whether to go on with what an interrupted command left in that folder. */
  readonly continuing: boolean;
  readonly maxFailures: number;
  /** Whether a failure that a known deviation explains counts as a failure. */
  readonly strict: boolean;
  /** How many runs the shrinking of a failure may take; none if 0. */
  readonly shrink: number;
  /** How the failures that an earlier command left in that folder are replayed; left out: they are removed. */
  readonly replaying?: Replaying;
  readonly source: (bench: SourceBench) => AsyncIterable<RunRecord>;
}

/** How a campaign ended. */
export interface CampaignEnd {
  readonly failures: readonly Failure[];
  /** What happened in all of its runs, those of an earlier command included. */
  readonly totals: Totals;
  /** Why it ended before its time; undefined if it did not. */
  readonly cause?: Error;
}

/** Sees a campaign happen. */
export interface CampaignView {
  /** The target is open, and the runs begin; this many were done by an earlier command. */
  begin(earlier: number): void;
  /** Something that takes long begins; or, without a text, runs go on. */
  stage(text?: string): void;
  record(record: RunRecord): void;
  /** Something became of a bundle that an earlier command left. */
  earlier(news: EarlierNews): void;
  /** A part of the target was lost, and work goes on without it. */
  loss(reason: Error): void;
  failure(failure: Failure): unknown;
  /** It has ended: gives the reports to be written, by file name, each in parts. */
  reports(end: CampaignEnd, records: () => Iterable<RunRecord>): Reports;
}

/**
 * Conducts a campaign from opening the target to closing it. An interruption, or a target that
 * breaks down, ends it early: what was done until then is kept and reported.
 */
export const conduct = (job: CampaignJob, view: CampaignView): Promise<CampaignEnd> =>
  withTarget(
    job.choice,
    (what) => view.stage(what),
    (target, signal) => campaign(job, view, target, signal),
    (reason) => view.loss(reason),
  );

function campaign(
  job: CampaignJob,
  view: CampaignView,
  target: Target,
  signal: AbortSignal,
): Promise<CampaignEnd> {
  const underWay = new UnderWay((text) => view.stage(text));
  const onStep: OnStep = (...step) => underWay.step(...step);
  const slow = job.choice.target !== 'sim';
  const bench = { target, models: new Models(), signal, ...(slow && { onStep }) };
  const onProgress = (text: string) => view.stage(text);
  const keepBundles = job.replaying !== undefined;
  async function* records(done: ReadonlySet<string>, replayed: ReadonlySet<string>) {
    // Earlier failures come first: once there are other runs, all of them have been replayed.
    if (job.replaying !== undefined && done.size === 0) {
      const { modes, out } = job;
      const tell = (news: EarlierNews) => view.earlier(news);
      yield* replayEarlier(job.replaying, { ...bench, modes, out, tell }, replayed);
    }
    yield* job.source({ ...bench, done });
  }
  const shrinkingFor = (failure: RunRecord) =>
    job.shrink === 0 || failure.flaky || (knownAs(failure) !== undefined && !job.strict)
      ? undefined
      : { bench, budget: job.shrink, onProgress };
  const onRecorded = ({ seed }: RunRecord) => underWay.end(seed);
  const how = { records, keepBundles, shrinkingFor, signal, onRecorded };
  return proceed({ ...job, target: nameOf(job.choice), ...how }, view);
}

/** A campaign whose targets are open. */
export interface Proceeding
  extends Pick<CampaignJob, 'continuing' | 'maxFailures' | 'out' | 'strict'>,
    Origin,
    Pick<Judging, 'shrinkingFor' | 'savedLike'> {
  /** Whether the bundles of an earlier command are kept, to be replayed. */
  readonly keepBundles?: boolean;
  /** Makes the runs, but those that an earlier, interrupted command did, by seed and by replayed bundle. */
  readonly records: (
    done: ReadonlySet<string>,
    replayed: ReadonlySet<string>,
  ) => AsyncIterable<RunRecord>;
  readonly signal: AbortSignal;
  /** Told of each finished run, after it was shown. */
  readonly onRecorded?: (record: RunRecord) => void;
}

/** Takes a campaign from its first run to its reports. */
export async function proceed(
  campaign: Proceeding,
  view: Omit<CampaignView, 'earlier'>,
): Promise<CampaignEnd> {
  const { maxFailures, strict, shrinkingFor, records, signal, onRecorded } = campaign;
  const origin = originOf(campaign);
  const output = openOutput({ ...campaign, origin, schema: runRecordSchema });
  const { seeds, replayed } = doneIn(output);
  view.begin(seeds.size + replayed.size);
  const failures: Failure[] = [];
  const totals = new Tallies();
  const onRecord = (record: RunRecord) => {
    totals.add(record);
    view.record(record);
    onRecorded?.(record);
  };
  const onFailure = (failure: Failure) => {
    failures.push(failure);
    return view.failure(failure);
  };
  const shrinking = shrinkingFor && { shrinkingFor };
  const { savedLike } = campaign;
  const judging = { output, maxFailures, strict, ...shrinking, savedLike, onRecord, onFailure };
  const cause = await causeOf(judge(records(seeds, replayed), judging), signal);
  const end = { failures, totals, ...(cause && { cause }) };
  conclude(
    output,
    view.reports(end, () => output.runs()),
  );
  return end;
}

const originOf = ({ command, splitbrain, target, modes, seed, shard }: Proceeding): Origin => ({
  ...{ splitbrain, command, target, modes, seed },
  ...(shard && { shard }),
});
