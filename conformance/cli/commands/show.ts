import { join } from 'node:path';
import type { Command } from 'commander';
import { exits } from '../../../reports/exit.ts';
import { Screen } from '../../../reports/screen.ts';
import { openInBrowser } from '../browser.ts';
import { done, withOptions } from '../command.ts';
import { option } from '../options.ts';
import { writeReport } from '../write-report.ts';

const options = [option('--no-open', 'make the report, and open no browser')];

/** `show`: the report of runs that were recorded. */
export const define = (command: Command) =>
  withOptions(command, options)
    .argument('[dir]', 'folder that a command wrote its results to', 'out')
    .action((folder: string, { open }: { open: boolean }) => done(show(folder, open)));

/** Makes the report of a folder anew, tells its path, and opens it where there is a browser. */
async function show(folder: string, open: boolean): Promise<number> {
  const screen = new Screen(false);
  const file = await screen.during('show', async (say) => {
    say(`writing ${join(folder, 'report.html')}`);
    return writeReport(folder);
  });
  const opened = open && openInBrowser(file);
  screen.say(opened ? `${file} opens in the browser` : file);
  return exits.pass;
}
