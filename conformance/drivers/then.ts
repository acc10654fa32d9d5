import type { ThenFlags } from '../campaign/then.ts';
import { type DriverCheckJob, driverJob } from './job.ts';
import { behaving, type DriverReplayable, type DriverReplayChoice } from './replay.ts';

/**
 * The campaign of runs that go on from one with a driver: from its end, or from before the step in which the driver
 * is first found wanting. The same seed or file has the same runs. @throws UsageError
 */
export function thenDriverJob(
  what: DriverReplayable,
  choice: DriverReplayChoice,
  { then, out, shrink }: ThenFlags,
): DriverCheckJob {
  const { driver, given, ofSeed, target: was } = what;
  const { cinderPath, target = 'sim' } = choice;
  const job = driverJob('check', {
    ...{ driver, mode: given.mode, seed: given.seed, out, target, from: 0, runs: then },
    ...(cinderPath !== undefined && { cinderPath }),
    ...(shrink !== undefined && { shrink }),
  });
  return {
    ...job,
    choice: { ...job.choice, ...behaving(choice, was), ...choice, target },
    ...{ asked: { onward: then }, replaying: false },
    onward: { base: { given, ...(ofSeed && { ofSeed }) }, count: then },
  };
}
