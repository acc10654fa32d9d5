import { createHash } from 'node:crypto';
import type { PoolMode } from '../../model/site.ts';
import type { ReleaseName } from '../lab/release.ts';
import { towardLacking } from '../mix/lacking.ts';
import type { Asked } from '../output/summary.ts';
import { check } from './campaign.ts';
import type { CampaignJob } from './conduct.ts';
import { givenRuns, readScenarioFiles, runFiles } from './files.ts';
import { defaultsFor, type ModeName, modesOf, usualLabs } from './options.ts';
import { type Places, placesIn } from './places.ts';
import { convoys } from './plan.ts';
import type { Shard } from './shard.ts';
import type { TargetName } from './target.ts';
import { UsageError } from './usage.ts';

/** What users can say about any campaign. */
export interface CampaignFlags {
  readonly target: TargetName;
  readonly mode: ModeName;
  readonly seed: string;
  readonly out: string;
  readonly continue?: true;
  /** Not to replay what is in that folder. */
  readonly fresh?: true;
  readonly with?: string;
  readonly lab?: string;
  readonly strict?: true;
  readonly ceph?: ReleaseName;
  readonly labs?: number;
  readonly json?: true;
  /** How often a failure is tried again, at most. */
  readonly retries?: number;
  readonly shard?: Shard;
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
  /** What decides which runs there are. */
  readonly asked: Asked;
  /** Where a step of a named scenario stands. */
  readonly places?: Places;
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
  ...(flags.shard && { shard: flags.shard }),
});

/** The campaign of generated scenarios that the flags ask for. @throws UsageError */
export function checkJob(flags: CheckFlags): AskedFor {
  const { time, from, seed, twice, maxFailures, images, poolMode, shard } = flags;
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
    ...(shard && { shard }),
    ...(each !== undefined && { runs: from + each }),
  };
  const counted = toward !== undefined || (shard !== undefined && each !== undefined);
  const known = counted ? [...convoys(plan)].flat().length : each && each * modes.length;
  const extent = known === undefined ? {} : { runs: known };
  const retries = flags.retries ?? usual.retries;
  const job: AskedFor['job'] = {
    ...common(flags, extent.runs),
    command: 'check',
    maxFailures,
    shrink: flags.shrink ?? usual.shrink,
    ...(!flags.fresh && { replaying: { retries, ...(twice && { twice }) } }),
    source: (bench) => check({ ...plan, ...bench, over, retries, ...(twice && { twice }) }),
  };
  const asked = {
    ...{ from, images, ...pool, ...(each !== undefined && { runs: each }) },
    ...(toward && { toward: digestOf(toward) }),
  };
  return { job, extent: { ...extent, ...(time !== undefined && { time }) }, asked };
}

/** The campaign of scenario files that the flags ask for. @throws UsageError for broken files. */
export function runJob(files: readonly string[], flags: RunFlags): AskedFor {
  const { seed, repeat, shard } = flags;
  const filed = readScenarioFiles(files);
  const scenarios = filed.map(({ scenario }) => scenario);
  const retries = flags.retries ?? defaultsFor[flags.target].retries;
  const which = { scenarios, modes: modesOf(flags.mode), seed, repeat, shard, retries };
  const runs = [...givenRuns(which)].length;
  if (runs === 0 && shard === undefined)
    throw new UsageError(`none of these scenarios is for ${flags.mode} mode`);
  const job: AskedFor['job'] = {
    ...common(flags, runs),
    command: 'run',
    maxFailures: Number.POSITIVE_INFINITY,
    shrink: 0,
    ...(!flags.fresh && { replaying: { retries, scenarios } }),
    source: (bench) => runFiles({ ...which, ...bench }),
  };
  const asked = { scenarios: scenarios.map(({ name }) => name), repeat };
  return { job, extent: { runs }, asked, places: placesIn(filed) };
}

const digestOf = (data: unknown): string =>
  createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 16);
