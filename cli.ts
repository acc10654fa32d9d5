#!/usr/bin/env node
import { Argument, Command, CommanderError, type Option } from 'commander';
import { conduct } from './conformance/campaign/conduct.ts';
import type { Failure } from './conformance/campaign/failure.ts';
import { Interrupted, watchInterrupts } from './conformance/campaign/interrupt.ts';
import {
  type AskedFor,
  type CheckFlags,
  checkJob,
  type RunFlags,
  runJob,
} from './conformance/campaign/jobs.ts';
import { modesOf } from './conformance/campaign/options.ts';
import { nameOf } from './conformance/campaign/target.ts';
import { options } from './conformance/cli/options.ts';
import { conductComparison } from './conformance/compare/conduct.ts';
import { type CompareFlags, compareJob } from './conformance/compare/job.ts';
import { doctor } from './conformance/doctor.ts';
import { driverCampaign } from './conformance/drivers/campaign.ts';
import { type DefectsFlags, trackDefects } from './conformance/drivers/defects.ts';
import { driverCheckJob } from './conformance/drivers/job.ts';
import { owed } from './conformance/drivers/obligations.ts';
import {
  type DriverReplayChoice,
  readDriverReplayable,
  replayDriver,
} from './conformance/drivers/replay.ts';
import { type Explored, explore } from './conformance/explore/explore.ts';
import { type ExploreFlags, exploreJobs } from './conformance/explore/job.ts';
import {
  labDown,
  labStatus,
  labUp,
  type ReleaseName,
  softwareFor,
} from './conformance/lab/index.ts';
import { type MixFlags, realisedMix } from './conformance/mix/mix.ts';
import { type MutantsFlags, mutantsJobs } from './conformance/mutants/job.ts';
import { mutants, type Tried } from './conformance/mutants/mutants.ts';
import { type ReplayChoice, readReplayable, replay } from './conformance/replay.ts';
import type { Count } from './conformance/simulate/count.ts';
import { type SimulateFlags, simulateJob } from './conformance/simulate/job.ts';
import { simulate } from './conformance/simulate/simulate.ts';
import { trackRecord } from './conformance/track-record/entries.ts';
import { track } from './conformance/track-record/track.ts';
import packageJson from './package.json' with { type: 'json' };
import { bugsData, bugsExit, bugsText } from './reports/bugs.ts';
import { CampaignScreen } from './reports/campaign-screen.ts';
import { commandLine } from './reports/commands.ts';
import { CompareScreen } from './reports/compare-screen.ts';
import { defectsData, defectsExit, defectsText } from './reports/defects.ts';
import { driverCardText, driverData, driverExit, driverProgress } from './reports/driver-card.ts';
import { driverReplayExit, driverReplayText } from './reports/driver-replay.ts';
import { exits, noteOf } from './reports/exit.ts';
import { exploreData, exploreExit, exploreText, reachedText } from './reports/explore.ts';
import { failureText } from './reports/failure.ts';
import { doctorText, downText, labText, softwareText } from './reports/lab.ts';
import { mixData, mixExit, mixText } from './reports/mix.ts';
import { mutantsData, mutantsExit, mutantsText } from './reports/mutants.ts';
import { replayText } from './reports/replay.ts';
import { Screen } from './reports/screen.ts';
import { simulatedData, simulatedExit, simulatedText, walkedText } from './reports/simulate.ts';
import { scenarioJsonSchema } from './scenarios/json-schema.ts';

const { version, description } = packageJson;
const { SPLITBRAIN_DEBUG } = process.env;
const debug = SPLITBRAIN_DEBUG === '1';

/** Conducts a campaign on the screen; returns the exit code that it comes to. */
async function campaign({ job, extent }: AskedFor, json: boolean): Promise<number> {
  const { command, choice, modes, seed, strict } = job;
  const screen = new Screen(json);
  const given = process.argv.slice(2);
  const missing = [
    ...(given.includes('--seed') ? [] : ['--seed', seed]),
    ...(given.includes('--continue') ? [] : ['--continue']),
  ];
  const goOn = commandLine([...given, ...missing]);
  const heading = { splitbrain: version, command, target: nameOf(choice), modes, seed };
  const each = command === 'run';
  const view = new CampaignScreen({ ...heading, ...extent, screen, each, strict, goOn });
  try {
    const end = await conduct({ ...job, splitbrain: version }, view);
    const { cause } = end;
    if (cause && !(cause instanceof Interrupted)) screen.note(noteOf(cause, debug).message);
    return view.exit(end);
  } finally {
    screen.end();
  }
}

/** Conducts a campaign with a driver on the screen. */
async function driverCommand(flags: CheckFlags): Promise<number> {
  const screen = new Screen(flags.json === true);
  const job = driverCheckJob(flags);
  const campaign = await screen.during(`check ${job.driver}`, (say) => {
    const progress = (...far: [number, number, number]) => say(driverProgress(...far));
    return driverCampaign(job, version, { stage: say, progress, record: () => undefined });
  });
  screen.say(driverCardText(campaign, owed, screen.paint));
  const exit = driverExit(campaign);
  screen.result({ driverCheck: 1, exit, ...driverData(campaign) });
  return exit;
}

async function replayCommand(text: string, flags: ReplayFlags) {
  const { json, ...choice } = flags;
  const driven = readDriverReplayable(text, choice);
  if (driven !== undefined) {
    const screen = new Screen(json === true);
    const work = (say: (what: string) => void) => replayDriver(driven, choice, say);
    const { record, again } = await screen.during('replay', work);
    screen.say(driverReplayText(record, again, screen.paint));
    screen.result({ driverReplay: 1, ...(again !== undefined && { again }), record });
    return driverReplayExit(record);
  }
  const what = readReplayable(text);
  const screen = new Screen(json === true);
  const { record, same } = await screen.during('replay', (say) => replay(what, choice, say));
  screen.say(replayText(record, same, screen.paint));
  screen.result({ replay: 1, ...(same !== undefined && { same }), record });
  return exits[record.verdict.kind];
}

type ReplayFlags = ReplayChoice & DriverReplayChoice & { readonly json?: true };

/** Compares two targets on the screen; returns the exit code that it comes to. */
async function compareCommand(texts: readonly string[], flags: CompareFlags): Promise<number> {
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

async function bugsCommand(names: readonly string[], flags: DefectsFlags) {
  const { mode, repeat, json, driver, cinderPath: _, ...choice } = flags;
  const screen = new Screen(json === true);
  if (driver !== 'operator') {
    const seen = await screen.during('bugs', (say) => trackDefects(names, flags, say));
    screen.say(defectsText(seen, screen.paint));
    const exit = defectsExit(seen);
    screen.result({ defects: 1, exit, sightings: defectsData(seen) });
    return exit;
  }
  const job = { entries: trackRecord(names), modes: modesOf(mode), choice, repeat };
  const tracked = await screen.during('bugs', (say) => track(job, say));
  screen.say(bugsText(tracked, screen.paint));
  const exit = bugsExit(tracked);
  screen.result({ bugs: 1, exit, ...bugsData(tracked) });
  return exit;
}

/** Does a work that Ctrl-C ends early, with what was done until then; a second Ctrl-C ends the process. */
async function interruptible<Result>(work: (signal: AbortSignal) => Promise<Result>) {
  const watch = watchInterrupts(() => process.exit(exits.inconclusive));
  try {
    return await work(watch.signal);
  } finally {
    watch.release();
  }
}

/** Explores each mode on the screen. */
async function exploreCommand(flags: ExploreFlags): Promise<number> {
  const screen = new Screen(flags.json === true);
  const all: Explored[] = [];
  await interruptible(async (signal) => {
    for (const job of exploreJobs(flags)) {
      const explored = await screen.during(`explore ${job.mode}`, (say) =>
        explore(job, (reached, took) => say(reachedText(reached, took)), signal),
      );
      screen.say(exploreText(explored, screen.paint));
      all.push(explored);
    }
  });
  const exit = exploreExit(all);
  screen.result({ explore: 1, exit, ...exploreData(all) });
  return exit;
}

/** Tries the mutants of each mode on the screen. */
async function mutantsCommand(flags: MutantsFlags): Promise<number> {
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

/** Walks at random on the screen. */
async function simulateCommand(flags: SimulateFlags): Promise<number> {
  const screen = new Screen(flags.json === true);
  const job = simulateJob(flags);
  const simulated = await interruptible((signal) =>
    screen.during('simulate', (say) => {
      const view = {
        progress: (counts: readonly Count[], took: number) => say(walkedText(counts, took)),
        stage: say,
        failure: (failure: Failure) => screen.say(`\n${failureText(failure, screen.paint)}\n`),
      };
      return simulate(job, version, view, signal);
    }),
  );
  screen.say(simulatedText(simulated, screen.paint));
  const exit = simulatedExit(simulated);
  screen.result({ simulate: 1, exit, ...simulatedData(simulated) });
  return exit;
}

async function mixCommand(folders: readonly string[], flags: MixFlags) {
  const screen = new Screen(flags.json === true);
  const from = folders.length === 0 ? ['out'] : folders;
  const mix = await screen.during('mix', async (say) => realisedMix(from, flags, say));
  screen.say(mixText(mix, screen.paint));
  const exit = mixExit(mix);
  screen.result({ mix: 1, exit, ...mixData(mix) });
  return exit;
}

interface LabFlags {
  readonly lab?: string;
  readonly ceph?: ReleaseName;
  readonly json?: true;
}

async function labCommand(action: string, { json, lab: folder, ceph }: LabFlags) {
  const screen = new Screen(json === true);
  const release = ceph === undefined ? {} : { ceph };
  if (action === 'make') {
    const work = (say: (what: string) => void) => softwareFor(ceph, say);
    const software = await screen.during('lab make', work);
    screen.say(softwareText(software));
    screen.result({ make: 1, ...software });
    return exits.pass;
  }
  const { text, status } = await screen.during(`lab ${action}`, async (onProgress) => {
    const where = folder === undefined ? {} : { folder };
    if (action === 'up') await (await labUp({ ...where, ...release, onProgress })).release();
    const found = await labStatus(folder);
    if (action !== 'down') return { text: labText(found), status: found };
    await labDown(folder);
    return { text: downText(found), status: await labStatus(folder) };
  });
  screen.say(text);
  screen.result({ lab: 1, ...status });
  return exits.pass;
}

async function doctorCommand(flags: { json?: true }) {
  const screen = new Screen(flags.json === true);
  const checks = await screen.during('doctor', doctor);
  const ready = checks.every(({ ok }) => ok);
  screen.say(doctorText(checks, screen.paint));
  screen.result({ doctor: 1, ready, checks });
  return ready ? exits.pass : exits.environment;
}

const codes = `
Exit codes: 0 pass; 1 fail; 2 usage or bad input; 3 inconclusive; 4 environment (no Ceph, the lab
will not start); 5 not deterministic.`;

const program = new Command('splitbrain')
  .description(description)
  .version(version)
  .addHelpText('after', codes)
  .exitOverride();

/** Adds a command, with an example in its help; what its action returns is the exit code. */
function add(usage: string, about: string, example: string, options: readonly Option[]): Command {
  const command = program.command(usage).description(about);
  for (const one of options) command.addOption(one);
  return command.addHelpText('after', `\nExample:\n  npx splitbrain ${example}`);
}

const done = async (exit: Promise<number>) => {
  process.exitCode = await exit;
};

add(
  'check',
  'Runs generated scenarios, and judges, shrinks and saves what fails',
  'check --mode snapshot --runs 5000 --seed friday',
  options.check,
).action((flags: CheckFlags) =>
  done(
    flags.driver === 'operator'
      ? campaign(checkJob(flags), flags.json === true)
      : driverCommand(flags),
  ),
);
add('run', 'Runs scenario files', 'run scenarios/corpus --target ceph', options.run)
  .argument('<file...>', 'scenario files; a folder stands for all in it')
  .action((files: string[], flags: RunFlags) =>
    done(campaign(runJob(files, flags), flags.json === true)),
  );
add(
  'replay',
  'Runs one scenario again, from its seed or its bundle, and shows it step by step',
  'replay sb1-snapshot-friday.17',
  options.replay,
)
  .argument('<seed|bundle>', 'a seed, or the file of a bundle')
  .action((text: string, flags: ReplayFlags) => done(replayCommand(text, flags)));
add(
  'compare',
  'Runs the same scenarios on two targets, and shows where one does what the other cannot',
  'compare --target sim:pacific --target ceph --runs 20',
  options.compare,
)
  .argument('[what...]', 'seeds, bundles or scenario files; generated scenarios, if left out')
  .action((texts: string[], flags: CompareFlags) => done(compareCommand(texts, flags)));
add(
  'bugs',
  'Runs the track record of known bugs, and says which show',
  'bugs --target ceph --repeat 3',
  options.bugs,
)
  .argument('[name...]', 'deviations; all, if left out')
  .action((names: string[], flags: DefectsFlags) => done(bugsCommand(names, flags)));
add(
  'explore',
  'Visits every state within a bound, and shows the shortest way to break each promise',
  'explore --mode snapshot --with forced-promotion-rolls-back-too-far',
  options.explore,
).action((flags: ExploreFlags) => done(exploreCommand(flags)));
add(
  'simulate',
  'Walks at random, thousands of walks a second, and judges, shrinks and saves what fails',
  'simulate --mode snapshot --walks 1000000 --seed friday',
  options.simulate,
).action((flags: SimulateFlags) => done(simulateCommand(flags)));
add(
  'mutants',
  'Puts small faults into the model, one at a time, and says which are caught, and by what',
  'mutants --mode snapshot --every 10',
  options.mutants,
).action((flags: MutantsFlags) => done(mutantsCommand(flags)));
add(
  'mix',
  'Tells what recorded runs have met: commands by role, faults by stage, changes of role',
  'mix out/reef out/tentacle --target ceph --least 5',
  options.mix,
)
  .argument('[dir...]', 'folders that commands wrote their results to (default: out)')
  .action((folders: string[], flags: MixFlags) => done(mixCommand(folders, flags)));
add(
  'lab',
  'Brings two real Ceph clusters up or down, or makes a release ready',
  'lab up',
  options.lab,
)
  .addArgument(new Argument('<action>', 'what to do').choices(['up', 'down', 'status', 'make']))
  .action((action: string, flags: LabFlags) => done(labCommand(action, flags)));
add(
  'doctor',
  'Says what this machine can run, and what to install for the rest',
  'doctor',
  options.doctor,
).action((flags: { json?: true }) => done(doctorCommand(flags)));
add(
  'schema',
  'Prints the JSON Schema of scenario files',
  'schema > scenario.schema.json',
  options.schema,
).action(() => {
  process.stdout.write(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
});

// A reader that has seen enough, such as head, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exits.pass : exits.usage;
  } else {
    const { exit, message } = noteOf(error, debug);
    process.stderr.write(`${message}\n`);
    process.exitCode = exit;
  }
}
