import { DriverScreen } from '../../reports/driver-screen.ts';
import { Screen } from '../../reports/screen.ts';
import type { Places } from '../campaign/places.ts';
import { nameOf } from '../campaign/target.ts';
import { writesLostIn } from '../course/driven-failovers.ts';
import { driverCampaign } from '../drivers/campaign.ts';
import type { DriverCheckJob } from '../drivers/job.ts';
import { owed } from '../drivers/obligations.ts';
import { leaveResults } from './campaign.ts';
import { goOnCommand, seededCommand } from './go-on.ts';
import { version } from './settings.ts';

/**
 * Conducts a campaign with a driver on the screen; returns the exit code that it comes to. `again` is the command
 * that does one anew which cannot be gone on with; `places` says where a step of a named scenario stands.
 */
export async function campaignWithDriver(
  job: DriverCheckJob,
  json: boolean,
  { places, again }: { readonly places?: Places; readonly again?: string } = {},
): Promise<number> {
  const { command, driver, choice, modes, seed, shard, asked, count: runs } = job;
  const screen = new Screen(json);
  const heading = { splitbrain: version, command, target: nameOf(choice), modes, seed };
  const view = new DriverScreen({
    ...{ ...heading, driver, asked, ...(shard && { shard }) },
    ...{ screen, owed, lostIn: writesLostIn, runs, goOn: again ?? goOnCommand(seed) },
  });
  try {
    const end = await driverCampaign(job, version, view);
    await leaveResults(end, view, {
      screen,
      out: job.out,
      made: again ?? seededCommand(seed),
      places,
    });
    return view.exit(end);
  } finally {
    screen.end();
  }
}
