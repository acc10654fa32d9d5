import { setImmediate as otherEvents } from 'node:timers/promises';
import type { RunRecord } from '../record.ts';
import type { Target } from '../target.ts';
import { Models } from './models.ts';
import { type Plan, planned } from './plan.ts';
import { runSeed } from './run.ts';

/** A campaign: which runs, on what, and when it ends before its time. */
export interface CheckOptions extends Plan {
  readonly target: Target;
  /** Shared with others, if given. */
  readonly models?: Models;
  /** Runs to leave out, by seed: those of an earlier, interrupted campaign. */
  readonly done?: ReadonlySet<string>;
  /** Ends the campaign: the current run is abandoned before its next step. */
  readonly signal?: AbortSignal;
  /** Asked before each run: whether the time for the campaign is over. */
  readonly over?: () => boolean;
  /** Called before each step of a run, with its number and how many there are. */
  readonly onStep?: (index: number, of: number) => void;
  /** Runs each scenario twice. @throws NotDeterministic at the first difference. */
  readonly twice?: boolean;
}

/** The same seed gave two different records; the message says where they differ first. */
export class NotDeterministic extends Error {
  override readonly name = 'NotDeterministic';
}

/**
 * Runs generated scenarios on a target, one after the other, and gives out the record of each as it
 * finishes. Breaking off the iteration ends the campaign.
 */
export async function* check(options: CheckOptions): AsyncGenerator<RunRecord> {
  const { target, models = new Models(), done, signal, over, onStep, twice } = options;
  const bench = { target, models, ...(signal && { signal }), ...(onStep && { onStep }) };
  for (const { seed } of planned(options)) {
    if (done?.has(seed)) continue;
    // A simulated run never waits for anything, so that timers and signals would never be served.
    await otherEvents();
    if (signal?.aborted || over?.()) return;
    try {
      const record = await runSeed(seed, bench);
      if (twice) mustEqual(record, await runSeed(seed, bench));
      yield record;
    } catch (error) {
      if (signal?.aborted) return;
      throw error;
    }
  }
}

function mustEqual(first: RunRecord, second: RunRecord): void {
  const [one, two] = [JSON.stringify(first), JSON.stringify(second)];
  if (one === two) return;
  const at = [...one].findIndex((character, index) => character !== two[index]);
  const part = (text: string) => text.slice(Math.max(0, at - 60), at + 60);
  throw new NotDeterministic(
    `${first.seed} gave two different records, from character ${at} on:\n` +
      `  first   ...${part(one)}...\n  second  ...${part(two)}...`,
  );
}
