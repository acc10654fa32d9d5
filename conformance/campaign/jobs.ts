import type { PoolMode } from '../../model/site.ts';
import type { ReleaseName } from '../lab/release.ts';
import { towardLacking } from '../mix/lacking.ts';
import { check } from './campaign.ts';
import type { CampaignJob } from './conduct.ts';
import { givenRuns, readScenarios, runFiles } from './files.ts';
import { defaultsFor, type ModeName, modesOf, usualLabs } from './options.ts';
import { convoys } from './plan.ts';
import type { TargetName } from './target.ts';
import { UsageError } from './usage.ts';

/** What users can say about any campaign. */
export interface CampaignFlags {
  readonly target: TargetName;
  readonly mode: ModeName;
  readonly seed: string;
  readonly out: string;
  readonly continue?: true;
  readonly with?: string;
  readonly lab?: string;
  readonly strict?: true;
  readonly ceph?: ReleaseName;
  readonly labs?: number;
  readonly json?: true;
}

/** What users can say about `check`. */
export interface CheckFlags extends CampaignFlags {
  readonly runs?: number;
  readonly from: number;
  /** Milliseconds. */
  readonly time?: number;
  readonly maxFailures: number;
  readonly shrink?: number;
  readonly twice?: true;
  /** How many images a pair of clusters mirrors at once. */
  readonly images: number;
  /** What the pools are in, in which the images are. */
  readonly poolMode: PoolMode;
  /** The file of a realised mix, whose gaps the runs are to fill. */
  readonly toward?: string;
  /** Who fails over: an operator, or a driver. */
  readonly driver: string;
  /** A source tree of Cinder's. */
  readonly cinderPath?: string;
}

/** What users can say about `run`. */
export interface RunFlags extends CampaignFlags {
  readonly repeat: number;
}

/** How far a campaign goes, as far as that is known beforehand. */
export interface Extent {
  /** How many runs there will be. */
  readonly runs?: number;
  /** Milliseconds that it may take. */
  readonly time?: number;
}

/** A campaign as it was asked for. */
export interface AskedFor {
  readonly job: Omit<CampaignJob, 'splitbrain'>;
  readonly extent: Extent;
}

/** What is common to all campaigns, with as many labs as have something to do. */
const common = (flags: CampaignFlags, runs = Number.POSITIVE_INFINITY) => ({
  choice: {
    target: flags.target,
    with: flags.with,
    lab: flags.lab,
    ceph: flags.ceph,
    labs: flags.labs && Math.min(flags.labs, runs),
    usualLabs: flags.lab === undefined ? Math.min(usualLabs(), runs) : 1,
  },
  modes: modesOf(flags.mode),
  seed: flags.seed,
  out: flags.out,
  continuing: flags.continue === true,
  strict: flags.strict === true,
});

/** The campaign of generated scenarios that the flags ask for. @throws UsageError */
export function checkJob(flags: CheckFlags): AskedFor {
  const { time, from, seed, twice, maxFailures, images, poolMode } = flags;
  if (twice && flags.target !== 'sim') throw new UsageError('--twice is for --target sim only');
  const modes = modesOf(flags.mode);
  if (poolMode === 'pool' && modes.includes('snapshot')) {
    throw new UsageError('--pool-mode pool is for journal mode only: add --mode journal');
  }
  if (flags.toward !== undefined && images > 1) {
    throw new UsageError('--toward is for one image at a time: leave --images out');
  }
  const usual = defaultsFor[flags.target];
  const toward = flags.toward === undefined ? undefined : towardLacking(flags.toward, modes);
  const without = time === undefined && toward === undefined ? usual.runs : undefined;
  const each = flags.runs ?? without;
  const began = performance.now();
  const over = () => time !== undefined && performance.now() - began >= time;
  const pool = poolMode === 'pool' ? { poolMode } : {};
  const plan = {
    seed,
    modes,
    from,
    images,
    ...pool,
    ...(toward && { toward }),
    ...(each !== undefined && { runs: from + each }),
  };
  const known = toward ? [...convoys(plan)].length : each && each * modes.length;
  const extent = known === undefined ? {} : { runs: known };
  const job: AskedFor['job'] = {
    ...common(flags, extent.runs),
    command: 'check',
    maxFailures,
    shrink: flags.shrink ?? usual.shrink,
    source: (bench) => check({ ...plan, ...bench, over, ...(twice && { twice }) }),
  };
  return { job, extent: { ...extent, ...(time !== undefined && { time }) } };
}

/** The campaign of scenario files that the flags ask for. @throws UsageError for broken files. */
export function runJob(files: readonly string[], flags: RunFlags): AskedFor {
  const { seed, repeat } = flags;
  const asked = { scenarios: readScenarios(files), modes: modesOf(flags.mode), seed, repeat };
  const runs = [...givenRuns(asked)].length;
  if (runs === 0) throw new UsageError(`none of these scenarios is for ${flags.mode} mode`);
  const job: AskedFor['job'] = {
    ...common(flags, runs),
    command: 'run',
    maxFailures: Number.POSITIVE_INFINITY,
    shrink: 0,
    source: (bench) => runFiles({ ...asked, ...bench }),
  };
  return { job, extent: { runs } };
}
