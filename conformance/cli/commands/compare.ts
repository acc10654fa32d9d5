import type { Command } from 'commander';
import { CompareScreen } from '../../../reports/compare-screen.ts';
import {
  driverCompareData,
  driverCompareExit,
  driverCompareText,
  pairingText,
} from '../../../reports/driver-compare.ts';
import { Screen } from '../../../reports/screen.ts';
import { areResults } from '../../between/between.ts';
import { freshSeed } from '../../campaign/options.ts';
import { conductComparison } from '../../compare/conduct.ts';
import { type CompareFlags, compareJob } from '../../compare/job.ts';
import { compareDriver } from '../../drivers/agreement/compare.ts';
import { type CompareDriverFlags, compareDriverJob } from '../../drivers/agreement/job.ts';
import { noteCause } from '../campaign.ts';
import { done, withOptions } from '../command.ts';
import { resultsOnScreen } from '../compare-results.ts';
import { seededCommand } from '../go-on.ts';
import {
  ceph,
  cinderPath,
  driver,
  from,
  json,
  lab,
  labs,
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
import { version } from '../settings.ts';
import { writeReport } from '../write-report.ts';

const options = [
  option('--target <target>', 'one of the two: sim, sim:NAME, ceph, ceph:RELEASE').argParser(
    (text: string, before: readonly string[] | undefined) => [...(before ?? []), text],
  ),
  ...[mode, out, runs, time, seed().default(freshSeed(), 'a new one'), from],
  ...[maxFailures.default(10), shrink, strict, lab, labs, ceph, json],
  ...[driver().default('operator'), cinderPath],
];

const ofResults = `
Two folders that hold a summary.json, as the --out of two commands, are compared as they are, and
nothing is run: what fails that did not before, what no longer does, what is slower, RPO and RTO
side by side. Exit code 1 says that something fails which did not before.
  npx splitbrain compare out/old out/new`;

/** `compare`: the same scenarios on two targets, or the results of two commands. */
export const define = (command: Command) =>
  withOptions(command, options)
    .argument('[what...]', 'seeds, bundles or scenario files; generated scenarios, if left out')
    .addHelpText('after', ofResults)
    .action((texts: string[], flags: CompareDriverFlags) => done(compareOnScreen(texts, flags)));

function compareOnScreen(texts: readonly string[], flags: CompareDriverFlags): Promise<number> {
  if (areResults(texts)) return resultsOnScreen(texts, flags.json === true);
  return flags.driver === 'operator' ? operators(texts, flags) : underDriver(texts, flags);
}

/** Compares simulated with real clusters under a driver, on the screen. */
async function underDriver(texts: readonly string[], flags: CompareDriverFlags): Promise<number> {
  const screen = new Screen(flags.json === true);
  const job = compareDriverJob(texts, flags);
  const compared = await screen.during(`compare under ${job.driver}`, (say) =>
    compareDriver(job, version, {
      stage: say,
      pairing: (pairing, count) => say(pairingText(pairing, count)),
    }),
  );
  await screen.during('compare', async (say) => {
    say('writing report.html');
    return writeReport(job.out, seededCommand(job.seed));
  });
  screen.say(driverCompareText(compared, screen.paint));
  const exit = driverCompareExit(compared);
  screen.result({ driverCompare: 1, exit, ...driverCompareData(compared) });
  return exit;
}

/** Compares two targets on the screen. */
async function operators(texts: readonly string[], flags: CompareFlags): Promise<number> {
  const { job, extent } = compareJob(texts, flags);
  const screen = new Screen(flags.json === true);
  const view = new CompareScreen({ ...job, ...extent, splitbrain: version, screen });
  try {
    const end = await conductComparison({ ...job, splitbrain: version }, view);
    noteCause(screen, end.cause);
    view.stage('writing report.html');
    await writeReport(job.out, seededCommand(job.seed));
    return view.exit(end);
  } finally {
    screen.end();
  }
}
