import { placeOf } from '../../scenarios/scenario.ts';
import type { Step } from '../../scenarios/step.ts';
import { Fork } from '../../sim/fork.ts';
import { Models } from '../campaign/models.ts';
import { runGiven } from '../campaign/run.ts';
import { choiceFrom, type Say } from '../campaign/target.ts';
import { UsageError } from '../campaign/usage.ts';
import { variantNamed } from '../campaign/variants.ts';
import type { RunRecord, StepRecord } from '../record.ts';
import { letStep, resolve } from '../resolve.ts';
import { forkedTargets } from './forked.ts';

/** One thing that happened in a run: a step, counted from 1, or what a daemon did before it was done. */
export interface Happened {
  readonly step: number;
  readonly do: Step;
  readonly by: 'step' | 'daemon';
}

/** How often a failure comes, if a run is as it was up to some point, and its daemons do otherwise from there on. */
export interface Odds {
  /** The last thing that is as it was; undefined where nothing is. */
  readonly after?: Happened;
  readonly failed: number;
  /** How many of the runs came to a verdict at all. */
  readonly runs: number;
}

/** From which step on a failure was inevitable. */
export interface Why {
  /** The run that failed. */
  readonly record: RunRecord;
  /** How many schedules were tried from each point on. */
  readonly schedules: number;
  /** The odds with nothing fixed, then with the first thing that happened, and so on, up to all of it. */
  readonly odds: readonly Odds[];
  /** Which of them is the first from which on every schedule fails; 0 if the steps alone decide it. */
  readonly inevitable?: number;
  /** The first after the last of which none did, where there is one such. */
  readonly possible?: number;
}

/** How to ask. */
export interface WhyHow {
  readonly schedules: number;
  /** How the simulated pair behaves, by name; as that of the run, or as what explains it, if left out. */
  readonly with?: string | undefined;
  readonly signal?: AbortSignal;
}

/**
 * Runs what failed again and again on a simulated pair: as it was up to each of its steps, and with other
 * schedules from there on, drawn from the run's seed. @throws UsageError for a run that did not fail.
 */
export async function why(record: RunRecord, how: WhyHow, say: Say): Promise<Why> {
  const { verdict, steps } = record;
  if (verdict.kind !== 'fail') {
    throw new UsageError(`${record.seed} does not fail here; name what it fails with by --with`);
  }
  const odds: Odds[] = [];
  const all = steps.flatMap(happened);
  const ask = asking(record, all, how);
  for (let fixed = 0; fixed <= all.length; fixed += 1) {
    say(`with ${fixed} of ${all.length} things as they were`);
    odds.push(await ask(fixed));
  }
  return { record, schedules: how.schedules, odds, ...turningPoints(odds) };
}

/** What happened in a step: what daemons did first, and the step itself. */
const happened = ({ daemons, step }: StepRecord, index: number): Happened[] => [
  ...daemons.map((one) => ({ step: index + 1, do: letStep(one), by: 'daemon' as const })),
  { step: index + 1, do: step, by: step.do === 'let' ? 'daemon' : 'step' },
];

const behaviourOf = ({ verdict, target }: RunRecord): string | undefined =>
  (verdict.kind === 'fail' ? verdict.known : undefined) ?? choiceFrom(target).with;

/** Asks for the odds with so much of what happened fixed. */
function asking(record: RunRecord, all: readonly Happened[], how: WhyHow) {
  const { mode, seed, steps, verdict } = record;
  const { schedules, with: behaviour, signal } = how;
  const place = placeOf(record);
  const target = forkedTargets({ mode, ...place }, variantNamed(behaviour ?? behaviourOf(record)));
  const models = new Models();
  const code = verdict.kind === 'fail' ? verdict.code : undefined;
  const resolved = resolve(record);
  return async (fixed: number): Promise<Odds> => {
    const before = resolved.slice(0, fixed);
    const next = (all[fixed]?.step ?? steps.length + 1) - 1;
    const asked = [...before, ...steps.slice(next).flatMap(freed)];
    let [failed, runs] = [0, 0];
    for (let number = 0; number < schedules; number += 1) {
      signal?.throwIfAborted();
      const fork = new Fork(`${seed}/${fixed}.${number}`);
      if (fixed === 0) fork.free();
      const onStep = (index: number) => index === fixed && fork.free();
      const given = {
        name: 'why',
        steps: asked,
        mode,
        seed,
        schedule: 'explicit',
        ...place,
      } as const;
      const came = await runGiven(given, { target: target(fork), models, onStep });
      if (came.verdict.kind === 'fail' && came.verdict.code === code) failed += 1;
      if (came.verdict.kind !== 'inconclusive') runs += 1;
    }
    const after = all[fixed - 1];
    return { ...(after !== undefined && { after }), failed, runs };
  };
}

/** A step whose daemons, and whose moment of interruption, are left to the schedule. */
function freed({ step }: StepRecord): Step[] {
  if (step.do === 'let') return [];
  if (step.do === 'demote' && step.writing !== undefined) return [{ ...step, writing: true }];
  if (!('interrupt' in step) || step.interrupt === undefined) return [step];
  return [{ ...step, interrupt: true }];
}

function turningPoints(odds: readonly Odds[]): Pick<Why, 'inevitable' | 'possible'> {
  const certain = odds.findLastIndex(({ failed, runs }) => failed < runs) + 1;
  const never = odds.findLastIndex(({ failed }) => failed === 0);
  return {
    ...(certain < odds.length && { inevitable: certain }),
    ...(never >= 0 && never + 1 < odds.length && { possible: never + 1 }),
  };
}
