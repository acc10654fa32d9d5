import type { Command } from 'commander';
import { exits } from '../../../reports/exit.ts';
import { doctorText } from '../../../reports/lab.ts';
import { Screen } from '../../../reports/screen.ts';
import { doctor } from '../../doctor.ts';
import { done, withOptions } from '../command.ts';
import { json } from '../options.ts';

/** `doctor`: what this machine can run. */
export const define = (command: Command) =>
  withOptions(command, [json]).action((flags: { json?: true }) => done(doctorOnScreen(flags)));

async function doctorOnScreen(flags: { json?: true }): Promise<number> {
  const screen = new Screen(flags.json === true);
  const checks = await screen.during('doctor', doctor);
  const ready = checks.every(({ ok }) => ok);
  screen.say(doctorText(checks, screen.paint));
  screen.result({ doctor: 1, ready, checks });
  return ready ? exits.pass : exits.environment;
}
