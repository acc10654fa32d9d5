import type { Command } from 'commander';
import { poolModes } from '../../../model/site.ts';
import { type CheckFlags, checkJob } from '../../campaign/jobs.ts';
import { freshSeed, parsePath } from '../../campaign/options.ts';
import { driverCheckJob } from '../../drivers/job.ts';
import { campaign } from '../campaign.ts';
import { done, withOptions } from '../command.ts';
import { campaignWithDriver } from '../driver-campaign.ts';
import {
  campaignOptions,
  cinderPath,
  count,
  driver,
  from,
  maxFailures,
  option,
  parsed,
  runs,
  seed,
  shrink,
  time,
} from '../options.ts';

const options = [
  ...[runs, time, seed().default(freshSeed(), 'a new one'), from],
  ...[maxFailures.default(10), shrink],
  option('--pool-mode <mode>', 'what mirrors an image: to enable each, or its journaling feature')
    .choices(poolModes)
    .default('image'),
  count('--images <n>', 'images that each pair mirrors at once, under the same faults', 1).default(
    1,
  ),
  option('--toward <mix>', 'meet what the file of a `mix --json` lacks').argParser(
    parsed(parsePath),
  ),
  option('--twice', 'run everything twice; exit code 5 if two records differ (sim)'),
  ...[driver().default('operator'), cinderPath],
  ...campaignOptions,
];

/** `check`: generated scenarios, under an operator or a driver. */
export const define = (command: Command) =>
  withOptions(command, options).action((flags: CheckFlags) => done(check(flags)));

const check = (flags: CheckFlags): Promise<number> =>
  flags.driver === 'operator'
    ? campaign(checkJob(flags), flags.json === true)
    : campaignWithDriver(driverCheckJob(flags), flags.json === true);
