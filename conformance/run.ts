import { type PromiseCode, promiseCodes } from '../model/promises.ts';
import type { Mode } from '../model/site.ts';
import { type Place, placeOf } from '../scenarios/scenario.ts';
import type { Step } from '../scenarios/step.ts';
import { behind } from './behind.ts';
import { explain } from './explain.ts';
import { Follower, type Following } from './follower.ts';
import { BoundMet } from './oracle/bound.ts';
import type { RunRecord } from './record.ts';
import { resolve } from './resolve.ts';
import { type Pair, type Schedule, type Target, TargetFailure } from './target.ts';
import type { Verdict } from './verdict.ts';

type Failure = Extract<Verdict, { kind: 'fail' }>;

/** One scenario to be run, and on what. */
export interface Job extends Following, Place {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly mode: Mode;
  readonly seed: string;
  readonly schedule: Schedule;
  /** The step, from 0, from which daemons act in their own time though the schedule is explicit; none, if left out. */
  readonly freeFrom?: number;
  readonly target: Target;
  /** Called before each step, with its number. */
  readonly onStep?: (index: number) => void;
}

/**
 * Runs a scenario step by step on a target while the oracle follows, and judges it. The run ends
 * with the first failure. What the target itself cannot do makes it inconclusive, never a failure.
 */
export async function run(job: Job): Promise<RunRecord> {
  const { mode, seed, schedule, target } = job;
  const place = placeOf(job);
  const pair = await target.open({ mode, seed, schedule, ...place });
  try {
    const follower = new Follower(pair, job);
    const verdict = await follow(follower, pair, job);
    const record: RunRecord = {
      format: 1,
      seed,
      scenario: job.name,
      target: target.name,
      mode,
      schedule,
      ...place,
      verdict,
      atStake: atStakeIn(follower.atStake(), verdict),
      writes: follower.writes(),
      took: pair.now(),
      steps: follower.records,
    };
    if (verdict.kind !== 'fail') return record;
    const stood = pair.stood?.() ?? 0;
    if (stood <= target.patience.transient) return await explained(record, verdict, target, pair);
    return { ...record, verdict: inconclusive(verdict, stood) };
  } finally {
    await pair.close();
  }
}

/** What was at stake: that which was broken was. */
const atStakeIn = (found: readonly PromiseCode[], verdict: Verdict): readonly PromiseCode[] =>
  promiseCodes.filter(
    (code) => found.includes(code) || (verdict.kind === 'fail' && verdict.code === code),
  );

/** What a failure comes to in a run whose harness stood still, so that answers came too late for it. */
function inconclusive({ step, aspect, seen }: Failure, stood: number): Verdict {
  const seconds = (stood / 1000).toFixed(1);
  const what = `${aspect} ${seen} was seen, and means nothing`;
  const mend = 'let fewer labs run at once';
  return {
    kind: 'inconclusive',
    step,
    reason: `this machine kept the harness waiting for ${seconds} s: ${what}; ${mend}`,
  };
}

/** Says what is behind a failure, as far as it can be told: its cause, or a known deviation. */
async function explained(
  record: RunRecord,
  verdict: Failure,
  target: Target,
  pair: Pair,
): Promise<RunRecord> {
  const cause = target.whiteBox?.cause(record, resolve(record));
  const [found, known] = await Promise.all([
    behind(pair, record.steps, verdict.step), // asked for at once, while the pair is as the failure left it
    explain(record, target.deviations),
  ]);
  return {
    ...record,
    ...(cause !== undefined && { cause }),
    ...(known === undefined ? found : { verdict: { ...verdict, known } }),
  };
}

async function follow(follower: Follower, pair: Pair, job: Job): Promise<Verdict> {
  const { steps, target, freeFrom, onStep } = job;
  for (const [index, step] of steps.entries()) {
    onStep?.(index);
    if (index === freeFrom) pair.free?.();
    const refused = target.unsupported(step);
    const next = follower.records.length;
    if (refused !== undefined) return { kind: 'inconclusive', step: next, reason: refused };
    try {
      const failed = await follower.step(step);
      if (failed !== undefined) return { kind: 'fail', ...failed };
    } catch (error) {
      if (!(error instanceof BoundMet || error instanceof TargetFailure)) throw error;
      const departure = follower.departure();
      if (departure !== undefined) return { kind: 'fail', ...departure };
      return { kind: 'inconclusive', step: follower.records.length, reason: error.message };
    }
  }
  const departure = follower.departure();
  return departure === undefined ? { kind: 'pass' } : { kind: 'fail', ...departure };
}
