import type { Command } from 'commander';
import { CampaignScreen } from '../../../reports/campaign-screen.ts';
import { DriverScreen } from '../../../reports/driver-screen.ts';
import { Screen } from '../../../reports/screen.ts';
import { writesLostIn } from '../../course/driven-failovers.ts';
import { CourseReader } from '../../course/reader.ts';
import { owed } from '../../drivers/obligations.ts';
import { merge, mergeWithDriver } from '../../merge/merge.ts';
import { type Part, readParts } from '../../merge/parts.ts';
import { leaveResults } from '../campaign.ts';
import { done, withOptions } from '../command.ts';
import { json, out } from '../options.ts';

interface MergeFlags {
  readonly out: string;
  readonly json?: true;
}

/** `merge`: the shards of a campaign, as if one command had done it. */
export const define = (command: Command) =>
  withOptions(command, [out, json])
    .argument('<dir...>', 'the folder of each shard')
    .action((folders: string[], flags: MergeFlags) => done(mergeOnScreen(folders, flags)));

async function mergeOnScreen(folders: readonly string[], { out: into, json: asked }: MergeFlags) {
  const parts = readParts(folders, into);
  const { driver, strict } = parts.first;
  const screen = new Screen(asked === true);
  const told = { ...parts.origin, asked: parts.first.asked, ...extentOf(parts.all), screen };
  const goOn = '';
  try {
    if (driver !== undefined) {
      const view = new DriverScreen({ ...told, driver, owed, lostIn: writesLostIn, goOn });
      const end = await mergeWithDriver(parts, driver, into, view);
      await leaveResults(end, view, { screen, out: into });
      return view.exit(end);
    }
    const { of: courseOf } = new CourseReader();
    const how = { each: false, strict: strict === true, goOn, courseOf };
    const view = new CampaignScreen({ ...told, ...how });
    const end = await merge(parts, into, view);
    await leaveResults(end, view, { screen, out: into });
    return view.exit(end);
  } finally {
    screen.end();
  }
}

/** How many runs there were to be in all shards, and how long the longest took. */
function extentOf(all: readonly Part[]): { readonly took: number; readonly runs?: number } {
  const took = Math.max(...all.map(({ summary }) => summary.took));
  let runs = 0;
  for (const { summary } of all) {
    if (summary.left === undefined) return { took };
    runs += summary.scenarios - (summary.replayed?.runs ?? 0) + summary.left;
  }
  return { took, runs };
}
