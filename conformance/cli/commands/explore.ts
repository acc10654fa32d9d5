import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { confirmedData, confirmedExit, confirmedText } from '../../../reports/confirm.ts';
import { exits } from '../../../reports/exit.ts';
import { exploreData, exploreExit, exploreText, reachedText } from '../../../reports/explore.ts';
import { Screen } from '../../../reports/screen.ts';
import { confirm } from '../../explore/confirm.ts';
import { confirmJob } from '../../explore/confirm-job.ts';
import { type Explored, explore } from '../../explore/explore.ts';
import {
  type ExploreFlags,
  exploreJobs,
  parseCommands,
  parseFaults,
  parsePromises,
  usualCommands,
  usualFaults,
} from '../../explore/job.ts';
import { done, withOptions } from '../command.ts';
import { goOnAsGiven } from '../go-on.ts';
import { interruptible } from '../interruptible.ts';
import { count, fault, json, mode, option, out, parsed, time } from '../options.ts';
import { version } from '../settings.ts';

const options = [
  mode,
  count('--events <n>', 'events of an image that matter at once, at most', 1).default(4),
  count('--writes <n>', 'writes among them, at most', 0).default(1),
  option('--faults <names>', 'faults that can strike, by commas; none for none')
    .argParser(parsed(parseFaults))
    .default(usualFaults, usualFaults.join(',')),
  count('--at-once <n>', 'faults under way at once, at most', 1).default(1),
  option('--commands <names>', 'commands that can be given, by commas')
    .argParser(parsed(parseCommands))
    .default(usualCommands, usualCommands.join(',')),
  option('--promise <codes>', 'promises to watch over, by commas (default: all)').argParser(
    parsed(parsePromises),
  ),
  count('--depth <n>', 'events from the empty pair, at most (default: no limit)', 1),
  count('--states <n>', 'states to keep, at most: some 200 bytes each', 1).default(5_000_000),
  count('--workers <n>', 'threads that explore together', 1).default(
    availableParallelism(),
    'one for each core',
  ),
  ...[time, fault, out],
  option('--continue', 'go on from where an interrupted exploration in --out stood'),
  option('--confirm <bundle>', 'find whether the failure of a bundle is one of the fewest steps'),
  json,
];

/** `explore`: every state within a bound. */
export const define = (command: Command) =>
  withOptions(command, options).action((flags: ExploreFlags) =>
    done(
      flags.confirm === undefined ? exploreOnScreen(flags) : confirmOnScreen(flags.confirm, flags),
    ),
  );

async function confirmOnScreen(bundle: string, flags: ExploreFlags): Promise<number> {
  const screen = new Screen(flags.json === true);
  const job = confirmJob(bundle, flags);
  const confirmed = await interruptible((signal) =>
    screen.during('confirm', (say) => confirm(job, say, signal)),
  );
  screen.say(confirmedText(confirmed, screen.paint));
  const exit = confirmedExit(confirmed);
  screen.result({ confirm: 1, exit, ...confirmedData(confirmed) });
  return exit;
}

async function exploreOnScreen(flags: ExploreFlags): Promise<number> {
  const screen = new Screen(flags.json === true);
  const all: Explored[] = [];
  await interruptible(async (signal) => {
    for (const job of exploreJobs(flags, version)) {
      const explored = await screen.during(`explore ${job.mode}`, (say) =>
        explore(job, (reached, took) => say(reachedText(reached, took)), signal),
      );
      screen.say(exploreText(explored, screen.paint));
      if (exploreExit([explored]) === exits.inconclusive)
        screen.say(`Go on with: ${goOnAsGiven()}\n`);
      all.push(explored);
    }
  });
  const exit = exploreExit(all);
  screen.result({ explore: 1, exit, ...exploreData(all) });
  return exit;
}
