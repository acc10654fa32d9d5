import { z } from 'zod';
import { poolModes, sites } from '../../model/site.ts';
import { headerSchema } from './header.ts';

/** The version of summaries. */
export const summaryFormat = 1;

/** The file of a folder's summary. */
export const summaryName = 'summary.json';

const count = z.int().min(0);
const texts = z.array(z.string()).readonly();
const counts = z.record(z.string(), count);

const asked = z
  .strictObject({
    runs: count.exactOptional().describe('How many in each mode; left out where there is no end'),
    from: count.exactOptional().describe('The number of the first run'),
    images: count.exactOptional().describe('How many images a pair mirrors at once'),
    poolMode: z.enum(poolModes).exactOptional().describe('What the pools are in'),
    toward: z.string().exactOptional().describe('A digest of what the runs were to meet'),
    scenarios: texts.exactOptional().describe('The named scenarios, in their order'),
    onward: count.exactOptional().describe('How many runs go on from that of the seed'),
    repeat: count.exactOptional().describe('How often each of these is run'),
  })
  .readonly();

/** What decides which runs there are, beside seed and modes. */
export type Asked = z.infer<typeof asked>;

const writes = z
  .strictObject({ acknowledged: count, lost: count, discarded: count })
  .readonly()
  .describe(
    'Acknowledged writes; those not at the new primary after a forced failover, or one by a driver; at neither',
  );

const failure = z
  .strictObject({
    code: z.string().describe('The promise or obligation that was broken, or what else was wrong'),
    claim: z.string().describe('What that claims'),
    mode: z.string(),
    scenario: z.string(),
    aspect: z.string().describe('What was looked at'),
    site: z.enum(sites).exactOptional(),
    seen: z.string(),
    allowed: texts.exactOptional().describe('What the model allowed instead'),
    writes: writes.exactOptional(),
    known: z.string().exactOptional().describe('The deviation of a release that explains it'),
    flaky: z.literal(true).exactOptional().describe('It passed when it was tried again'),
    steps: texts.describe('The shortest run that is known, for people'),
    count: count.describe('How many runs met it'),
    seeds: texts.describe('Of these, at most 20'),
    bundle: z.string().exactOptional().describe('The file of the shortest run'),
    replay: z.string().exactOptional().describe('The command that replays it'),
    wholeRun: z.string().exactOptional().describe('The command that makes the first run again'),
  })
  .readonly();

/** A kind of failure, as a summary tells it. */
export type FailureData = z.infer<typeof failure>;

const { splitbrain, target, modes, seed, driver, shard } = headerSchema.shape;

const cells = z.record(z.string(), counts).readonly();

const coverage = z
  .strictObject({
    target: z.string(),
    mode: z.string(),
    runs: count,
    requests: z
      .record(z.string(), z.record(z.string(), counts))
      .readonly()
      .describe('What was asked for, by how the sites were, by the answer'),
    volumes: cells.describe('The same by how the images of each volume stood'),
    faults: cells.describe('What struck, and ended, by where'),
    calls: cells.describe("Calls into Ceph's libraries, by what they came to"),
    obligations: cells.describe('In how many runs each was kept, broken, or not at stake'),
  })
  .readonly();

/** What runs with a driver met, as a summary tells it; what was not met is left out. */
export type CoverageData = z.infer<typeof coverage>;

/** What a campaign came to: `summary.json`. */
export const summarySchema = z
  .strictObject({
    summary: z.literal(summaryFormat).describe('The version of this form'),
    splitbrain: splitbrain.describe('The version of splitbrain'),
    command: z.string(),
    target: target.describe('What it ran on'),
    modes: modes.describe('The mirror modes'),
    seed: seed.describe('From which its runs were made'),
    driver: driver.describe('Who failed over, if not an operator'),
    shard: shard.describe('Which of how many parts of a campaign it is'),
    asked: asked.describe('What decides which runs there are, beside seed and modes'),
    strict: z.literal(true).exactOptional().describe('Known deviations count as failures'),
    interrupted: z.string().exactOptional().describe('Why it ended before all was done'),
    goOn: z.string().exactOptional().describe('The command that does the rest'),
    exit: z.int().describe('The exit code'),
    earlier: count.describe('How many runs an earlier, interrupted command did'),
    took: z.number().describe('Milliseconds by the clock on the wall'),
    left: count.exactOptional().describe('How many runs were not done, where that is known'),
    scenarios: count.describe('How many runs there were'),
    pass: count,
    fail: count,
    flaky: count.describe('Failed, and passed when tried again'),
    known: count.describe('Failed as a known deviation explains'),
    inconclusive: count,
    replayed: z
      .strictObject({
        runs: count,
        removed: texts.describe(
          'The bundles that were removed, as what they were saved for shows no more',
        ),
      })
      .readonly()
      .exactOptional()
      .describe('Of these runs, those that replayed the failures of an earlier command'),
    failures: z.array(failure).readonly().describe('Each kind of failure once'),
    inconclusiveBecause: z
      .array(z.strictObject({ reason: z.string(), count, seed: z.string() }))
      .readonly(),
    writes: writes.exactOptional().describe('Over all runs'),
    mix: z
      .strictObject({ commands: z.record(z.string(), counts), faults: counts, daemons: counts })
      .readonly()
      .exactOptional()
      .describe('What happened in all runs'),
    coverage: z
      .array(coverage)
      .readonly()
      .exactOptional()
      .describe('What runs with a driver met, by target and mode'),
    atStake: counts
      .exactOptional()
      .describe('In how many runs each promise, or obligation of a driver, could have failed'),
    vacuous: texts
      .exactOptional()
      .describe('Promises, or obligations of a driver, that could have failed in none of them'),
  })
  .readonly();

/** What a campaign came to, as plain, versioned data. */
export type SummaryData = z.infer<typeof summarySchema>;

/** The JSON Schema (draft 2020-12) of `summary.json`. */
export function summaryJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(summarySchema, { target: 'draft-2020-12' });
  const title = 'A Splitbrain summary';
  const description = 'What a campaign came to: summary.json in the folder for its results';
  return { $schema, title, description, ...schema };
}
