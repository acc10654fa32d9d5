#!/usr/bin/env node
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { conduct } from './conformance/campaign/conduct.ts';
import { Interrupted } from './conformance/campaign/interrupt.ts';
import {
  type AskedFor,
  type CheckFlags,
  checkJob,
  type RunFlags,
  runJob,
} from './conformance/campaign/jobs.ts';
import {
  freshSeed,
  modeNames,
  parseCount,
  parsePath,
  parseSeedText,
  parseTime,
} from './conformance/campaign/options.ts';
import { nameOf, targetNames } from './conformance/campaign/target.ts';
import { UsageError } from './conformance/campaign/usage.ts';
import { doctor } from './conformance/doctor.ts';
import { labDown, labStatus, labUp } from './conformance/lab/index.ts';
import { type ReplayChoice, readReplayable, replay } from './conformance/replay.ts';
import packageJson from './package.json' with { type: 'json' };
import { CampaignScreen } from './reports/campaign-screen.ts';
import { commandLine } from './reports/commands.ts';
import { exits, failureOf } from './reports/exit.ts';
import { doctorText, labText } from './reports/lab.ts';
import { replayText } from './reports/replay.ts';
import { Screen } from './reports/screen.ts';
import { scenarioJsonSchema } from './scenarios/json-schema.ts';

const { version, description } = packageJson;
const { SPLITBRAIN_DEBUG } = process.env;
const debug = SPLITBRAIN_DEBUG === '1';

/** What to say about a failure to do what was asked, and the exit code. */
function noteOf(error: unknown) {
  const { exit, message } = failureOf(error, debug);
  // What a file holds may be part of it, and must not steer the terminal.
  const plain = message.replaceAll(/[^\P{Cc}\n]/gu, '?');
  const placed = /^.+:\d+:\d+: /.test(plain);
  return { exit, message: placed ? plain : `splitbrain: ${plain}` };
}

/** Conducts a campaign on the screen; returns the exit code that it comes to. */
async function campaign({ job, extent }: AskedFor, json: boolean): Promise<number> {
  const { command, choice, modes, seed } = job;
  const screen = new Screen(json);
  const given = process.argv.slice(2);
  const missing = [
    ...(given.includes('--seed') ? [] : ['--seed', seed]),
    ...(given.includes('--continue') ? [] : ['--continue']),
  ];
  const goOn = commandLine([...given, ...missing]);
  const heading = { splitbrain: version, command, target: nameOf(choice), modes, seed };
  const view = new CampaignScreen({ ...heading, ...extent, screen, each: command === 'run', goOn });
  try {
    const end = await conduct({ ...job, splitbrain: version }, view);
    const { cause } = end;
    if (cause && !(cause instanceof Interrupted)) screen.note(noteOf(cause).message);
    return view.exit(end);
  } finally {
    screen.end();
  }
}

/** Does something that may take a while, and shows what it is at. */
async function showing<Result>(
  screen: Screen,
  title: string,
  work: (say: (what: string) => void) => Promise<Result>,
): Promise<Result> {
  let doing = 'starting';
  screen.follow(() => `${title}: ${doing}`);
  try {
    return await work((what) => {
      doing = what;
      screen.refresh();
    });
  } finally {
    screen.end();
  }
}

async function replayCommand(text: string, flags: ReplayChoice & { json?: true }) {
  const { json, ...choice } = flags;
  const what = readReplayable(text);
  const screen = new Screen(json === true);
  const { record, same } = await showing(screen, 'replay', (say) => replay(what, choice, say));
  screen.say(replayText(record, same, screen.paint));
  screen.result({ replay: 1, ...(same !== undefined && { same }), record });
  return exits[record.verdict.kind];
}

async function labCommand(action: string, flags: { lab?: string; json?: true }) {
  const screen = new Screen(flags.json === true);
  const folder = flags.lab === undefined ? {} : { folder: flags.lab };
  const status = await showing(screen, `lab ${action}`, async (onProgress) => {
    if (action === 'up') await (await labUp({ ...folder, onProgress })).release();
    if (action === 'down') await labDown(flags.lab);
    return labStatus(flags.lab);
  });
  screen.say(labText(status));
  screen.result({ lab: 1, ...status });
  return exits.pass;
}

async function doctorCommand(flags: { json?: true }) {
  const screen = new Screen(flags.json === true);
  const checks = await showing(screen, 'doctor', doctor);
  const ready = checks.every(({ ok }) => ok);
  screen.say(doctorText(checks, screen.paint));
  screen.result({ doctor: 1, ready, checks });
  return ready ? exits.pass : exits.environment;
}

/** Makes a parser of an option's value report its UsageError as commander does. */
const parsed =
  <Value>(parse: (text: string) => Value) =>
  (text: string): Value => {
    try {
      return parse(text);
    } catch (error) {
      if (error instanceof UsageError) throw new InvalidArgumentError(error.message);
      throw error;
    }
  };

const option = (flags: string, about: string) => new Option(flags, about);
const count = (flags: string, about: string, least: number) =>
  option(flags, about).argParser(parsed((text) => parseCount(text, least)));
const target = () => option('--target <target>', 'what to run on').choices(targetNames);
const seed = () => option('--seed <seed>', 'any text').argParser(parsed(parseSeedText));
const fault = option(
  '--with <name>',
  'a deviation of a release, or a planted fault, for the simulated pair',
);
const lab = option('--lab <folder>', 'folder of the lab: two real Ceph clusters').argParser(
  parsed(parsePath),
);
const json = option('--json', 'give the result as JSON on stdout, and nothing else there');
const campaignOptions = [
  target().default('sim'),
  option('--mode <mode>', 'mirror mode').choices(modeNames).default('both'),
  option('--out <dir>', 'folder for results').argParser(parsed(parsePath)).default('out'),
  option('--continue', 'go on with what an interrupted command left in --out'),
  ...[fault, lab, json],
];
const checkOptions = [
  count('--runs <n>', 'runs in each mode (sim 1000, ceph 10, without end with --time)', 1),
  option('--time <time>', 'end after this time: 60s, 5m, 1h').argParser(parsed(parseTime)),
  seed().default(freshSeed(), 'a new one'),
  count('--from <n>', 'number of the first run', 0).default(0),
  count('--max-failures <n>', 'end after this many kinds of failure', 1).default(10),
  count('--shrink <n>', 'runs to shrink a failure by (sim 2000, ceph 40; 0: no shrinking)', 0),
  option('--twice', 'run everything twice; exit code 5 if two records differ (sim)'),
];
const runOptions = [
  seed().default('1'),
  count('--repeat <n>', 'run each this often, with other schedules', 1).default(1),
];

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
  [...checkOptions, ...campaignOptions],
).action((flags: CheckFlags) => done(campaign(checkJob(flags), flags.json === true)));
add('run', 'Runs scenario files', 'run scenarios/corpus --target ceph', [
  ...runOptions,
  ...campaignOptions,
])
  .argument('<file...>', 'scenario files; a folder stands for all in it')
  .action((files: string[], flags: RunFlags) =>
    done(campaign(runJob(files, flags), flags.json === true)),
  );
add(
  'replay',
  'Runs one scenario again, from its seed or its bundle, and shows it step by step',
  'replay sb1-snapshot-friday.17',
  [target(), fault, lab, json],
)
  .argument('<seed|bundle>', 'a seed, or the file of a bundle')
  .action((text: string, flags: ReplayChoice) => done(replayCommand(text, flags)));
add('lab', 'Brings two real Ceph clusters up or down', 'lab up', [lab, json])
  .addArgument(new Argument('<action>', 'what to do').choices(['up', 'down', 'status']))
  .action((action: string, flags: { lab?: string }) => done(labCommand(action, flags)));
add('doctor', 'Says what this machine can run, and what to install for the rest', 'doctor', [
  json,
]).action((flags: { json?: true }) => done(doctorCommand(flags)));
add(
  'schema',
  'Prints the JSON Schema of scenario files',
  'schema > scenario.schema.json',
  [],
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
    const { exit, message } = noteOf(error);
    process.stderr.write(`${message}\n`);
    process.exitCode = exit;
  }
}
