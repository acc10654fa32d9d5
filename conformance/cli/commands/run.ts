import type { Command } from 'commander';
import { runJob } from '../../campaign/jobs.ts';
import { type DriverRunFlags, driverRunJob } from '../../drivers/job.ts';
import { campaign } from '../campaign.ts';
import { done, withOptions } from '../command.ts';
import { campaignWithDriver } from '../driver-campaign.ts';
import { campaignOptions, cinderPath, count, driver, seed } from '../options.ts';

const options = [
  seed().default('1'),
  count('--repeat <n>', 'run each this often, with other schedules', 1).default(1),
  ...[driver().default('operator'), cinderPath],
  ...campaignOptions,
];

/** `run`: scenario files, of one image or, with a driver, of volumes. */
export const define = (command: Command) =>
  withOptions(command, options)
    .argument('<file...>', 'scenario files; a folder stands for all in it')
    .action((files: string[], flags: DriverRunFlags) => done(run(files, flags)));

function run(files: readonly string[], flags: DriverRunFlags): Promise<number> {
  const json = flags.json === true;
  if (flags.driver === 'operator') return campaign(runJob(files, flags), json);
  const { job, places } = driverRunJob(files, flags);
  return campaignWithDriver(job, json, { places });
}
