import type { Command } from 'commander';
import { exits } from '../../../reports/exit.ts';
import { Screen } from '../../../reports/screen.ts';
import { whyData, whyText } from '../../../reports/why.ts';
import { exportable } from '../../export/exportable.ts';
import { why } from '../../why/why.ts';
import { done, withOptions } from '../command.ts';
import { interruptible } from '../interruptible.ts';
import { count, fault, json } from '../options.ts';

interface WhyFlags {
  readonly schedules: number;
  readonly with?: string;
  readonly json?: true;
}

/** `why`: from which step on a failure was inevitable. */
export const define = (command: Command) =>
  withOptions(command, [
    count('--schedules <n>', 'how many schedules to try from each step on', 1).default(200),
    ...[fault, json],
  ])
    .argument('<run>', 'a seed, the file of a bundle, or a line of a report with either')
    .action((text: string, flags: WhyFlags) => done(whyOnScreen(text, flags)));

async function whyOnScreen(text: string, { schedules, json, with: given }: WhyFlags) {
  const screen = new Screen(json === true);
  const found = await interruptible((signal) =>
    screen.during('why', async (say) => {
      const record = await exportable(text, given === undefined ? {} : { with: given }, say);
      return why(record, { schedules, with: given, signal }, say);
    }),
  );
  screen.say(whyText(found, screen.paint));
  screen.result({ why: 1, exit: exits.pass, ...whyData(found) });
  return exits.pass;
}
