import { InvalidArgumentError, Option } from 'commander';
import { modeNames, parseCount, parsePath, parseSeedText, parseTime } from '../campaign/options.ts';
import { parseShard } from '../campaign/shard.ts';
import { targetNames } from '../campaign/target.ts';
import { UsageError } from '../campaign/usage.ts';
import { releaseNames } from '../lab/release.ts';

/** Makes a parser of an option's value report its UsageError as commander does. */
export const parsed =
  <Value>(parse: (text: string) => Value) =>
  (text: string): Value => {
    try {
      return parse(text);
    } catch (error) {
      if (error instanceof UsageError) throw new InvalidArgumentError(error.message);
      throw error;
    }
  };

/** An option of a command. */
export const option = (flags: string, about: string) => new Option(flags, about);
/** An option whose value is a whole number, `least` at the least. */
export const count = (flags: string, about: string, least: number) =>
  option(flags, about).argParser(parsed((text) => parseCount(text, least)));
/** What to run on. */
export const target = () => option('--target <target>', 'what to run on').choices(targetNames);
/** The seed of what is generated or scheduled. */
export const seed = () => option('--seed <seed>', 'any text').argParser(parsed(parseSeedText));
/** The modes to run in. */
export const mode = option('--mode <mode>', 'mirror mode').choices(modeNames).default('both');
/** The folder for results. */
export const out = option('--out <dir>', 'folder for results')
  .argParser(parsed(parsePath))
  .default('out');
/** How long to go on. */
export const time = option('--time <time>', 'end after this time: 60s, 5m, 1h').argParser(
  parsed(parseTime),
);
/** Whether what a release is known for counts. */
export const strict = option(
  '--strict',
  'count a failure that a known deviation explains as a failure',
);
/** How the simulated pair departs from what is specified. */
export const fault = option(
  '--with <name>',
  'a deviation, several joined by +, a release for all of its deviations, or a planted fault (sim)',
);
/** The lab that is up. */
export const lab = option('--lab <folder>', 'folder of the lab: two real Ceph clusters').argParser(
  parsed(parsePath),
);
/** The release of Ceph. */
export const ceph = option(
  '--ceph <release>',
  'release of Ceph (what is installed on the machine)',
).choices(releaseNames);
/** How many labs run at once. */
export const labs = count(
  '--labs <n>',
  'labs to run on at once (the one that is up, or that --lab names; else two for each core)',
  1,
);
/** Who fails over. */
export const driver = () =>
  option(
    '--driver <name>',
    'who fails over: operator, cinder, cinder-snapshot, cinder-manager, cinder:CLASS, cinder-manager:CLASS, or a command that speaks the driver protocol',
  ).argParser(parsed(parsePath));
/** Which Cinder. */
export const cinderPath = option(
  '--cinder-path <dir>',
  "a source tree of Cinder's, in place of the installed one",
).argParser(parsed(parsePath));
/** Whether the result is for machines. */
export const json = option('--json', 'give the result as JSON on stdout, and nothing else there');
/** How many runs. */
export const runs = count(
  '--runs <n>',
  'runs in each mode (sim 1000, ceph 10, without end with --time)',
  1,
);
/** Where in the seeds to begin. */
export const from = count('--from <n>', 'number of the first run', 0).default(0);
/** When to stop. */
export const maxFailures = count('--max-failures <n>', 'end after this many kinds of failure', 1);
/** How long to shrink. */
export const shrink = count(
  '--shrink <n>',
  'runs to shrink a failure by (sim 2000, ceph 40; 0: no shrinking)',
  0,
);

/** Which part of a campaign to do. */
export const shard = option(
  '--shard <i/n>',
  'do the i-th of n parts, which `merge` puts together: 1/8 to 8/8',
).argParser(parsed(parseShard));
/** How often to try again. */
export const retries = count(
  '--retries <n>',
  'try what failed again, so often at most; what then passes is flaky, and no pass (sim 0, ceph 1)',
  0,
);

/** The options of a campaign, of generated or of named scenarios. */
export const campaignOptions: readonly Option[] = [
  target().default('sim'),
  mode,
  out,
  option('--continue', 'go on with what an interrupted command left in --out'),
  option(
    '--fresh',
    'clear --out: do not first replay the failures that an earlier command left there',
  ),
  ...[shard, retries, strict, fault, lab, labs, ceph, json],
];
