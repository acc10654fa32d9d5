import type { Command } from 'commander';
import { CompareScreen } from '../../../reports/compare-screen.ts';
import { noteOf } from '../../../reports/exit.ts';
import { Screen } from '../../../reports/screen.ts';
import { Interrupted } from '../../campaign/interrupt.ts';
import { freshSeed } from '../../campaign/options.ts';
import { conductComparison } from '../../compare/conduct.ts';
import { type CompareFlags, compareJob } from '../../compare/job.ts';
import { done, withOptions } from '../command.ts';
import {
  ceph,
  from,
  json,
  lab,
  maxFailures,
  mode,
  option,
  out,
  runs,
  seed,
  shrink,
  strict,
  time,
} from '../options.ts';
import { debug, version } from '../settings.ts';

const options = [
  option('--target <target>', 'one of the two: sim, sim:NAME, ceph, ceph:RELEASE').argParser(
    (text: string, before: readonly string[] | undefined) => [...(before ?? []), text],
  ),
  ...[mode, out, runs, time, seed().default(freshSeed(), 'a new one'), from],
  ...[maxFailures.default(10), shrink, strict, lab, ceph, json],
];

/** `compare`: the same scenarios on two targets. */
export const define = (command: Command) =>
  withOptions(command, options)
    .argument('[what...]', 'seeds, bundles or scenario files; generated scenarios, if left out')
    .action((texts: string[], flags: CompareFlags) => done(compareOnScreen(texts, flags)));

async function compareOnScreen(texts: readonly string[], flags: CompareFlags): Promise<number> {
  const { job, extent } = compareJob(texts, flags);
  const screen = new Screen(flags.json === true);
  const view = new CompareScreen({ ...job, ...extent, splitbrain: version, screen });
  try {
    const end = await conductComparison({ ...job, splitbrain: version }, view);
    const { cause } = end;
    if (cause && !(cause instanceof Interrupted)) screen.note(noteOf(cause, debug).message);
    return view.exit(end);
  } finally {
    screen.end();
  }
}
