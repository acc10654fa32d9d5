import { modesOf } from '../../campaign/options.ts';
import { UsageError } from '../../campaign/usage.ts';
import type { CompareFlags } from '../../compare/job.ts';
import { type DriverCheckJob, driverJob } from '../job.ts';
import { namedDriven } from '../named.ts';

/** What users can say about a comparison under a driver. */
export interface CompareDriverFlags extends CompareFlags {
  readonly driver: string;
  readonly cinderPath?: string;
}

/** What of `compare` is for operators only. */
const operatorsOnly = ['strict', 'shrink'] as const;

/** The comparison under a driver that words and flags ask for; without words, of generated scenarios. @throws UsageError */
export function compareDriverJob(
  texts: readonly string[],
  flags: CompareDriverFlags,
): DriverCheckJob {
  const { target: targets = ['sim', 'ceph'] } = flags;
  if (targets.toSorted().join() !== 'ceph,sim') {
    throw new UsageError(
      'with --driver simulated clusters are compared with real ones: leave --target out, and choose a release by --ceph',
    );
  }
  const given = operatorsOnly.find((name) => flags[name] !== undefined);
  if (given !== undefined) throw new UsageError(`--${given} is not for --driver ${flags.driver}`);
  const named = texts.length === 0 ? undefined : namedDriven(texts, modesOf(flags.mode));
  return driverJob('compare', { ...flags, target: 'ceph' }, named);
}
