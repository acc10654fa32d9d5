import type { Command } from 'commander';
import { mixData, mixExit, mixText } from '../../../reports/mix.ts';
import { Screen } from '../../../reports/screen.ts';
import { type MixFlags, realisedMix } from '../../mix/mix.ts';
import { done, withOptions } from '../command.ts';
import { count, json, mode, option } from '../options.ts';

const options = [
  option('--target <name>', 'count only runs on this target, as records name it, or its beginning'),
  mode,
  count('--least <n>', 'how often everything has to be met', 1).default(5),
  option('--doubt', 'count what is proven alone: not that what looked settled was (ceph)'),
  json,
];

/** `mix`: what recorded runs have met. */
export const define = (command: Command) =>
  withOptions(command, options)
    .argument('[dir...]', 'folders that commands wrote their results to (default: out)')
    .action((folders: string[], flags: MixFlags) => done(mixOnScreen(folders, flags)));

async function mixOnScreen(folders: readonly string[], flags: MixFlags): Promise<number> {
  const screen = new Screen(flags.json === true);
  const from = folders.length === 0 ? ['out'] : folders;
  const mix = await screen.during('mix', async (say) => realisedMix(from, flags, say));
  screen.say(mixText(mix, screen.paint));
  const exit = mixExit(mix);
  screen.result({ mix: 1, exit, ...mixData(mix) });
  return exit;
}
