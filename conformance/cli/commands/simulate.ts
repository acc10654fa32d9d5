import type { Command } from 'commander';
import { failureText } from '../../../reports/failure.ts';
import { Screen } from '../../../reports/screen.ts';
import {
  simulatedData,
  simulatedExit,
  simulatedText,
  walkedText,
} from '../../../reports/simulate.ts';
import type { Failure } from '../../campaign/failure.ts';
import { freshSeed } from '../../campaign/options.ts';
import { CourseReader } from '../../course/reader.ts';
import type { Count } from '../../simulate/count.ts';
import { type SimulateFlags, simulateJob } from '../../simulate/job.ts';
import { simulate } from '../../simulate/simulate.ts';
import { done, withOptions } from '../command.ts';
import { seededCommand } from '../go-on.ts';
import { interruptible } from '../interruptible.ts';
import { count, fault, json, maxFailures, mode, out, seed, time } from '../options.ts';
import { version } from '../settings.ts';
import { writeReport } from '../write-report.ts';

const options = [
  mode,
  count('--walks <n>', 'walks in each mode (100000, without end with --time)', 1),
  count('--from <n>', 'number of the first walk', 0).default(0),
  ...[time, seed().default(freshSeed(), 'a new one'), maxFailures.default(10), fault, out, json],
];

/** `simulate`: random walks. */
export const define = (command: Command) =>
  withOptions(command, options).action((flags: SimulateFlags) => done(simulateOnScreen(flags)));

async function simulateOnScreen(flags: SimulateFlags): Promise<number> {
  const screen = new Screen(flags.json === true);
  const job = simulateJob(flags);
  const reader = new CourseReader();
  const simulated = await interruptible((signal) =>
    screen.during('simulate', (say) => {
      const view = {
        progress: (counts: readonly Count[], took: number) => say(walkedText(counts, took)),
        stage: say,
        failure: (failure: Failure) => {
          const course = reader.of(failure.shrunk);
          screen.say(`\n${failureText(failure, screen.paint, false, course)}\n`);
        },
      };
      return simulate(job, version, view, signal);
    }),
  );
  await screen.during('simulate', async (say) => {
    say('writing report.html');
    return writeReport(job.out, seededCommand(job.seed));
  });
  screen.say(simulatedText(simulated, screen.paint));
  const exit = simulatedExit(simulated);
  screen.result({ simulate: 1, exit, ...simulatedData(simulated) });
  return exit;
}
