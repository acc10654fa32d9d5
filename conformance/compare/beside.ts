import { placeOf } from '../../scenarios/scenario.ts';
import { Models } from '../campaign/models.ts';
import { type Given, runGiven } from '../campaign/run.ts';
import type { RunRecord } from '../record.ts';
import { TargetFailure } from '../target.ts';
import { alikeFor } from './observed.ts';
import type { Side } from './side.ts';

/** How many schedules of a simulated pair to look through. */
const schedulesMax = 200;

/**
 * A run of the same steps on the other side, to be shown beside one that parted from it: on a
 * simulated pair, of many schedules the one that goes along with it for longest. Undefined where it
 * could not be had: an interruption came before it, or the target broke down.
 */
export async function besideOf(
  parted: RunRecord,
  other: Side,
  signal: AbortSignal,
): Promise<RunRecord | undefined> {
  try {
    return await alongWith(parted, other, signal);
  } catch (error) {
    if (signal.aborted || error instanceof TargetFailure) return undefined;
    throw error;
  }
}

async function alongWith(parted: RunRecord, other: Side, signal: AbortSignal): Promise<RunRecord> {
  const bench = { target: other.target, models: new Models(other.runs ?? []), signal };
  const { mode, seed, scenario } = parted;
  const steps = parted.steps.map(({ step }) => step);
  const how = { mode, seed, schedule: 'explicit', ...placeOf(parted) } as const;
  const spelledOut: Given = { name: scenario, steps, ...how };
  let best = await runGiven(spelledOut, bench);
  if (other.runs === undefined) return best;
  for (let count = 0; count < schedulesMax; count += 1) {
    if (alikeFor(parted, best) >= parted.steps.length - 1) break;
    const free: Given = { ...spelledOut, seed: `${seed}~${count}`, schedule: 'free' };
    const run = await runGiven(free, bench);
    if (alikeFor(parted, run) > alikeFor(parted, best)) best = run;
  }
  return best;
}
