import type { Origin } from '../output/header.ts';
import { OutputFolder } from '../output/output.ts';
import type { RunRecord } from '../record.ts';
import type { Target } from '../target.ts';
import type { Failure } from './failure.ts';
import { judge } from './judge.ts';
import { Models } from './models.ts';
import type { Bench } from './run.ts';
import { nameOf, type TargetChoice, withTarget } from './target.ts';

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
  /** The folder for results. */
  readonly out: string;
  /** Whether to go on with what an interrupted command left in that folder. */
  readonly continuing: boolean;
  readonly maxFailures: number;
  /** How many runs the shrinking of a failure may take; none if 0. */
  readonly shrink: number;
  readonly source: (bench: SourceBench) => AsyncIterable<RunRecord>;
}

/** How a campaign ended. */
export interface CampaignEnd {
  readonly failures: readonly Failure[];
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
  failure(failure: Failure): void;
  /** It has ended: gives the reports to be written, by file name, each in parts. */
  reports(
    end: CampaignEnd,
    records: Iterable<RunRecord>,
  ): Readonly<Record<string, Iterable<string>>>;
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
  );

async function campaign(
  job: CampaignJob,
  view: CampaignView,
  target: Target,
  signal: AbortSignal,
): Promise<CampaignEnd> {
  const output = openOutput(job);
  const done = new Set<string>();
  for (const { seed } of output.runs()) done.add(seed);
  const onStep = (index: number, of: number) => view.stage(`step ${index + 1} of ${of}`);
  const slow = job.choice.target !== 'sim';
  const bench = { target, models: new Models(), signal, ...(slow && { onStep }) };
  view.begin(done.size);
  const failures: Failure[] = [];
  const onProgress = (text: string) => view.stage(text);
  const shrinking = job.shrink > 0 && { shrinking: { bench, budget: job.shrink, onProgress } };
  const onRecord = (record: RunRecord) => view.record(record);
  const onFailure = (failure: Failure) => {
    failures.push(failure);
    view.failure(failure);
  };
  const judging = { output, maxFailures: job.maxFailures, ...shrinking, onRecord, onFailure };
  const cause = await causeOf(judge(job.source({ ...bench, done }), judging), signal);
  const end = { failures, ...(cause && { cause }) };
  for (const [name, parts] of Object.entries(view.reports(end, output.runs()))) {
    output.write(name, parts);
  }
  output.close();
  return end;
}

/** Why a work ended before its time; undefined if it did not. */
async function causeOf(work: Promise<unknown>, signal: AbortSignal): Promise<Error | undefined> {
  try {
    await work;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
  return signal.reason instanceof Error ? signal.reason : undefined;
}

function openOutput({ command, splitbrain, choice, modes, seed, out, continuing }: CampaignJob) {
  const origin: Origin = { splitbrain, command, target: nameOf(choice), modes, seed };
  return continuing ? OutputFolder.continued(out, origin) : OutputFolder.fresh(out, origin);
}
