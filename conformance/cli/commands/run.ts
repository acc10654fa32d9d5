import type { Command } from 'commander';
import { type RunFlags, runJob } from '../../campaign/jobs.ts';
import { campaign } from '../campaign.ts';
import { done, withOptions } from '../command.ts';
import { campaignOptions, count, seed } from '../options.ts';

const options = [
  seed().default('1'),
  count('--repeat <n>', 'run each this often, with other schedules', 1).default(1),
  ...campaignOptions,
];

/** `run`: scenario files. */
export const define = (command: Command) =>
  withOptions(command, options)
    .argument('<file...>', 'scenario files; a folder stands for all in it')
    .action((files: string[], flags: RunFlags) =>
      done(campaign(runJob(files, flags), flags.json === true)),
    );
