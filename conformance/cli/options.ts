import { availableParallelism } from 'node:os';
import { InvalidArgumentError, Option } from 'commander';
import { poolModes } from '../../model/site.ts';
import {
  freshSeed,
  modeNames,
  parseCount,
  parsePath,
  parseSeedText,
  parseTime,
} from '../campaign/options.ts';
import { targetNames } from '../campaign/target.ts';
import { UsageError } from '../campaign/usage.ts';
import {
  parseCommands,
  parseFaults,
  parsePromises,
  usualCommands,
  usualFaults,
} from '../explore/job.ts';
import { releaseNames } from '../lab/release.ts';

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
const mode = option('--mode <mode>', 'mirror mode').choices(modeNames).default('both');
const out = option('--out <dir>', 'folder for results').argParser(parsed(parsePath)).default('out');
const time = option('--time <time>', 'end after this time: 60s, 5m, 1h').argParser(
  parsed(parseTime),
);
const strict = option('--strict', 'count a failure that a known deviation explains as a failure');
const fault = option(
  '--with <name>',
  'a deviation, several joined by +, a release for all of its deviations, or a planted fault (sim)',
);
const lab = option('--lab <folder>', 'folder of the lab: two real Ceph clusters').argParser(
  parsed(parsePath),
);
const ceph = option(
  '--ceph <release>',
  'release of Ceph (what is installed on the machine)',
).choices(releaseNames);
const labs = count(
  '--labs <n>',
  'labs to run on at once (the one that is up, or that --lab names; else two for each core)',
  1,
);
const driver = () =>
  option(
    '--driver <name>',
    'who fails over: operator, cinder, cinder-cluster, cinder-snapshot, cinder:CLASS, or a command that speaks the driver protocol',
  ).argParser(parsed(parsePath));
const cinderPath = option(
  '--cinder-path <dir>',
  "a source tree of Cinder's, in place of the installed one",
).argParser(parsed(parsePath));
const json = option('--json', 'give the result as JSON on stdout, and nothing else there');
const runs = count(
  '--runs <n>',
  'runs in each mode (sim 1000, ceph 10, without end with --time)',
  1,
);
const from = count('--from <n>', 'number of the first run', 0).default(0);
const maxFailures = count('--max-failures <n>', 'end after this many kinds of failure', 1);
const shrink = count(
  '--shrink <n>',
  'runs to shrink a failure by (sim 2000, ceph 40; 0: no shrinking)',
  0,
);

const campaign = [
  target().default('sim'),
  mode,
  out,
  option('--continue', 'go on with what an interrupted command left in --out'),
  ...[strict, fault, lab, labs, ceph, json],
];

/** The options of each command. */
export const options = {
  check: [
    ...[runs, time, seed().default(freshSeed(), 'a new one'), from],
    ...[maxFailures.default(10), shrink],
    option('--pool-mode <mode>', 'what mirrors an image: to enable each, or its journaling feature')
      .choices(poolModes)
      .default('image'),
    count(
      '--images <n>',
      'images that each pair mirrors at once, under the same faults',
      1,
    ).default(1),
    option('--toward <mix>', 'meet what the file of a `mix --json` lacks').argParser(
      parsed(parsePath),
    ),
    option('--twice', 'run everything twice; exit code 5 if two records differ (sim)'),
    ...[driver().default('operator'), cinderPath],
    ...campaign,
  ],
  run: [
    seed().default('1'),
    count('--repeat <n>', 'run each this often, with other schedules', 1).default(1),
    ...campaign,
  ],
  compare: [
    option('--target <target>', 'one of the two: sim, sim:NAME, ceph, ceph:RELEASE').argParser(
      (text: string, before: readonly string[] | undefined) => [...(before ?? []), text],
    ),
    ...[mode, out, runs, time, seed().default(freshSeed(), 'a new one'), from],
    ...[maxFailures.default(10), shrink, strict, lab, ceph, json],
  ],
  explore: [
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
    ...[time, fault, out, json],
  ],
  simulate: [
    mode,
    count('--walks <n>', 'walks in each mode (100000, without end with --time)', 1),
    count('--from <n>', 'number of the first walk', 0).default(0),
    ...[time, seed().default(freshSeed(), 'a new one'), maxFailures.default(10), fault, out, json],
  ],
  mutants: [
    mode,
    count('--states <n>', 'states to look for differences in, breadth first', 1).default(100_000),
    count('--walks <n>', 'random walks to look along after that', 0).default(20_000),
    count('--every <n>', 'try one of so many mutants', 1).default(1),
    json,
  ],
  bugs: [
    target().default('sim'),
    mode,
    count('--repeat <n>', 'run each at most this often, until its bug shows', 1).default(1),
    ...[driver().default('operator'), cinderPath, lab, ceph, json],
  ],
  mix: [
    option(
      '--target <name>',
      'count only runs on this target, as records name it, or its beginning',
    ),
    mode,
    count('--least <n>', 'how often everything has to be met', 1).default(5),
    option('--doubt', 'count what is proven alone: not that what looked settled was (ceph)'),
    json,
  ],
  replay: [target(), fault, driver(), cinderPath, lab, ceph, json],
  lab: [lab, ceph, json],
  doctor: [json],
  schema: [],
} as const satisfies Readonly<Record<string, readonly Option[]>>;
