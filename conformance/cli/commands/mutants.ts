import type { Command } from 'commander';
import { mutantsData, mutantsExit, mutantsText } from '../../../reports/mutants.ts';
import { Screen } from '../../../reports/screen.ts';
import { type MutantsFlags, mutantsJobs } from '../../mutants/job.ts';
import { mutants, type Tried } from '../../mutants/mutants.ts';
import { done, withOptions } from '../command.ts';
import { interruptible } from '../interruptible.ts';
import { count, json, mode } from '../options.ts';

const options = [
  mode,
  count('--states <n>', 'states to look for differences in, breadth first', 1).default(100_000),
  count('--walks <n>', 'random walks to look along after that', 0).default(20_000),
  count('--every <n>', 'try one of so many mutants', 1).default(1),
  json,
];

/** `mutants`: the model with small faults in it. */
export const define = (command: Command) =>
  withOptions(command, options).action((flags: MutantsFlags) => done(mutantsOnScreen(flags)));

async function mutantsOnScreen(flags: MutantsFlags): Promise<number> {
  const screen = new Screen(flags.json === true);
  const all: Tried[] = [];
  await interruptible(async (signal) => {
    for (const job of mutantsJobs(flags)) {
      const tried = await screen.during('mutants', (say) => mutants(job, say, signal));
      screen.say(mutantsText(tried, screen.paint));
      all.push(tried);
    }
  });
  const exit = mutantsExit(all);
  screen.result({ mutants: 1, exit, ...mutantsData(all) });
  return exit;
}
