import type { Command } from 'commander';
import { poolModes } from '../../../model/site.ts';
import {
  driverCardText,
  driverData,
  driverExit,
  driverProgress,
} from '../../../reports/driver-card.ts';
import { Screen } from '../../../reports/screen.ts';
import { type CheckFlags, checkJob } from '../../campaign/jobs.ts';
import { freshSeed, parsePath } from '../../campaign/options.ts';
import { driverCampaign } from '../../drivers/campaign.ts';
import { driverCheckJob } from '../../drivers/job.ts';
import { owed } from '../../drivers/obligations.ts';
import { campaign } from '../campaign.ts';
import { done, withOptions } from '../command.ts';
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
import { version } from '../settings.ts';

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
  flags.driver === 'operator' ? campaign(checkJob(flags), flags.json === true) : underDriver(flags);

/** Conducts a campaign with a driver on the screen. */
async function underDriver(flags: CheckFlags): Promise<number> {
  const screen = new Screen(flags.json === true);
  const job = driverCheckJob(flags);
  const campaign = await screen.during(`check ${job.driver}`, (say) => {
    const progress = (...far: [number, number, number]) => say(driverProgress(...far));
    return driverCampaign(job, version, { stage: say, progress, record: () => undefined });
  });
  screen.say(driverCardText(campaign, owed, screen.paint));
  const exit = driverExit(campaign);
  screen.result({ driverCheck: 1, exit, ...driverData(campaign) });
  return exit;
}
