import type { RunRecord } from '../record.ts';
import type { Target } from '../target.ts';
import { triedAgain } from './again.ts';
import { atOnce } from './at-once.ts';
import { Models } from './models.ts';
import { convoys, type Plan } from './plan.ts';
import { type OnStep, runSeed } from './run.ts';

/** A campaign: which runs, on what, and when it ends before its time. */
export interface CheckOptions extends Plan {
  readonly target: Target;
  /** Shared with others, if given. */
  readonly models?: Models;
  /** Runs to leave out, by seed: those of an earlier, interrupted campaign. */
  readonly done?: ReadonlySet<string>;
  /** Ends the campaign: the runs under way are abandoned, each before its next step. */
  readonly signal?: AbortSignal;
  /** Asked before each run: whether the time for the campaign is over. */
  readonly over?: () => boolean;
  /** See Bench.onStep. */
  readonly onStep?: OnStep;
  /** How often a failure is tried again, at most; default 0. */
  readonly retries?: number;
  /** Runs each scenario twice. @throws NotDeterministic at the first difference. */
  readonly twice?: boolean;
}

/** The same seed gave two different records; the message says where they differ first. */
export class NotDeterministic extends Error {
  override readonly name = 'NotDeterministic';
}

/**
 * Runs generated scenarios on a target, as many at once as it has lanes, and gives out the record
 * of each as it finishes. Breaking off the iteration ends the campaign.
 */
export async function* check(options: CheckOptions): AsyncGenerator<RunRecord> {
  const { target, models = new Models(), done, signal, over, onStep, twice } = options;
  const { retries = 0 } = options;
  const bench = { models, ...(onStep && { onStep }) };
  const lanes = () => target.lanes;
  const runs = atOnce(seedsOf(options, done), { lanes, signal, over }, async (seeds, stop) => {
    const together = seeds.length > 1 ? target.shared?.(seeds.length) : undefined;
    const where = { ...bench, target: together ?? target, signal: stop };
    const firsts = await allOf(seeds, async (seed) => {
      const record = await runSeed(seed, where);
      if (twice) mustEqual(record, await runSeed(seed, where));
      return record;
    });
    // Those that run together wait for each other: a second try of one is alone.
    const alone = { ...where, target };
    const again = (first: RunRecord) =>
      triedAgain(first, retries, () => runSeed(first.seed, alone));
    return allOf(firsts, again);
  });
  for await (const records of runs) yield* records;
}

/** The runs that are left to do, each with those that go with it. */
function* seedsOf(plan: Plan, done?: ReadonlySet<string>): Generator<readonly string[]> {
  for (const convoy of convoys(plan)) {
    const left = convoy.map(({ seed }) => seed).filter((seed) => !done?.has(seed));
    if (left.length > 0) yield left;
  }
}

/** Does works at once, and ends with all of them, also where one fails. */
async function allOf<Task, Result>(tasks: readonly Task[], work: (task: Task) => Promise<Result>) {
  const ended = await Promise.allSettled(tasks.map(work));
  return ended.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

/** @throws NotDeterministic for two records of a run that differ. */
export function mustEqual(first: RunRecord, second: RunRecord): void {
  const [one, two] = [JSON.stringify(first), JSON.stringify(second)];
  if (one === two) return;
  const at = [...one].findIndex((character, index) => character !== two[index]);
  const part = (text: string) => text.slice(Math.max(0, at - 60), at + 60);
  throw new NotDeterministic(
    `${first.seed} gave two different records, from character ${at} on:\n` +
      `  first   ...${part(one)}...\n  second  ...${part(two)}...`,
  );
}
