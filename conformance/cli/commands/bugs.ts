import type { Command } from 'commander';
import { bugsData, bugsExit, bugsText } from '../../../reports/bugs.ts';
import { defectsData, defectsExit, defectsText } from '../../../reports/defects.ts';
import { Screen } from '../../../reports/screen.ts';
import { modesOf } from '../../campaign/options.ts';
import { type DefectsFlags, trackDefects } from '../../drivers/defects.ts';
import { trackRecord } from '../../track-record/entries.ts';
import { track } from '../../track-record/track.ts';
import { done, withOptions } from '../command.ts';
import { ceph, cinderPath, count, driver, json, lab, mode, target } from '../options.ts';

const options = [
  target().default('sim'),
  mode,
  count('--repeat <n>', 'run each at most this often, until its bug shows', 1).default(1),
  ...[driver().default('operator'), cinderPath, lab, ceph, json],
];

/** `bugs`: the track record, of Ceph or of a driver. */
export const define = (command: Command) =>
  withOptions(command, options)
    .argument('[name...]', 'deviations; all, if left out')
    .action((names: string[], flags: DefectsFlags) =>
      done(flags.driver === 'operator' ? bugs(names, flags) : defects(names, flags)),
    );

async function bugs(names: readonly string[], flags: DefectsFlags): Promise<number> {
  const { mode, repeat, json, driver: _driver, cinderPath: _path, ...choice } = flags;
  const screen = new Screen(json === true);
  const job = { entries: trackRecord(names), modes: modesOf(mode), choice, repeat };
  const tracked = await screen.during('bugs', (say) => track(job, say));
  screen.say(bugsText(tracked, screen.paint));
  const exit = bugsExit(tracked);
  screen.result({ bugs: 1, exit, ...bugsData(tracked) });
  return exit;
}

async function defects(names: readonly string[], flags: DefectsFlags): Promise<number> {
  const screen = new Screen(flags.json === true);
  const seen = await screen.during('bugs', (say) => trackDefects(names, flags, say));
  screen.say(defectsText(seen, screen.paint));
  const exit = defectsExit(seen);
  screen.result({ defects: 1, exit, sightings: defectsData(seen) });
  return exit;
}
