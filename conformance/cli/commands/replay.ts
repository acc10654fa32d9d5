import type { Command } from 'commander';
import { columnTrace } from '../../../reports/column-trace.ts';
import { commandLine } from '../../../reports/commands.ts';
import { driverReplayExit, driverReplayText } from '../../../reports/driver-replay.ts';
import { exits } from '../../../reports/exit.ts';
import { replayText } from '../../../reports/replay.ts';
import { Screen } from '../../../reports/screen.ts';
import { parsePath } from '../../campaign/options.ts';
import { type ThenFlags, thenJob } from '../../campaign/then.ts';
import { writesLostIn } from '../../course/driven-failovers.ts';
import { CourseReader } from '../../course/reader.ts';
import {
  type DriverReplayable,
  type DriverReplayChoice,
  readDriverReplayable,
  replayDriver,
} from '../../drivers/replay.ts';
import { thenDriverJob } from '../../drivers/then.ts';
import { pasted, type ReplayChoice, readReplayable, replay, targetFor } from '../../replay.ts';
import { campaign } from '../campaign.ts';
import { done, withOptions } from '../command.ts';
import { campaignWithDriver } from '../driver-campaign.ts';
import {
  ceph,
  cinderPath,
  count,
  driver,
  fault,
  json,
  lab,
  maxFailures,
  option,
  parsed,
  shrink,
  target,
} from '../options.ts';

type ReplayFlags = ReplayChoice &
  DriverReplayChoice &
  Omit<ThenFlags, 'then'> & {
    readonly json?: true;
    readonly then?: number;
    readonly trace: 'table' | 'columns';
  };

/** `replay`: one scenario again. */
export const define = (command: Command) =>
  withOptions(command, [
    ...[target(), fault, driver(), cinderPath, lab, ceph, json],
    option(
      '--trace <layout>',
      'how to show it: as a table, or a column for each part of both sites',
    )
      .choices(['table', 'columns'])
      .default('table'),
    count('--then <n>', 'go on from that run, with so many runs', 1),
    option('--out <dir>', 'folder for what --then finds')
      .argParser(parsed(parsePath))
      .default('out/then'),
    ...[maxFailures.default(10), shrink],
  ])
    .argument('<run>', 'a seed, a bundle, a line of a report with either, or a scenario file')
    .action((text: string, flags: ReplayFlags) => done(replayOnScreen(text, flags)));

async function replayOnScreen(text: string, flags: ReplayFlags): Promise<number> {
  const { json, then, trace, out, maxFailures: most, shrink: runs, ...given } = flags;
  const { choice: told } = pasted(text);
  const choice = { ...told, ...given };
  const driven = readDriverReplayable(text, choice);
  if (then !== undefined) {
    const how = { then, out, maxFailures: most, ...(runs !== undefined && { shrink: runs }) };
    return driven ? goOnDriven(driven, choice, how, json) : goOn(text, choice, how, json);
  }
  if (driven !== undefined) return underDriver(driven, choice, json === true);
  const what = readReplayable(text);
  const screen = new Screen(json === true);
  const { record, same } = await screen.during('replay', (say) => replay(what, choice, say));
  const inColumns = trace === 'columns';
  const isTold = inColumns || record.verdict.kind === 'fail';
  const course = isTold ? new CourseReader().of(record) : undefined;
  const steps = inColumns && course ? columnTrace(record, course, screen.paint) : undefined;
  screen.say(replayText(record, same, screen.paint, course, steps));
  screen.result({ replay: 1, ...(same !== undefined && { same }), record });
  return exits[record.verdict.kind];
}

/** This command does a campaign anew: one that goes on from a run is not gone on with itself. */
const again = (): string => commandLine(process.argv.slice(2));

function goOn(text: string, choice: ReplayChoice, how: ThenFlags, json?: true): Promise<number> {
  const what = readReplayable(text);
  return campaign(thenJob(what, targetFor(what, choice), how), json === true, again());
}

const goOnDriven = (
  driven: DriverReplayable,
  choice: DriverReplayChoice,
  how: ThenFlags,
  json?: true,
): Promise<number> =>
  campaignWithDriver(thenDriverJob(driven, choice, how), json === true, { again: again() });

async function underDriver(
  driven: DriverReplayable,
  choice: DriverReplayChoice,
  json: boolean,
): Promise<number> {
  const screen = new Screen(json);
  const work = (say: (what: string) => void) => replayDriver(driven, choice, say);
  const { record, again } = await screen.during('replay', work);
  screen.say(driverReplayText(record, again, writesLostIn(record), screen.paint));
  screen.result({ driverReplay: 1, ...(again !== undefined && { again }), record });
  return driverReplayExit(record);
}
