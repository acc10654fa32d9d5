import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviations } from '../model/deviations.ts';
import { internalNames } from '../model/events.ts';
import { reachNames } from '../model/interruption.ts';
import { outcomes } from '../model/outcome.ts';
import { modes, sites } from '../model/site.ts';
import { scenarioSchema } from './scenario.ts';
import { stepSchema, writingCounts } from './step.ts';
import { formatScenario, parseScenario, ScenarioError } from './yaml.ts';
import { tooManyEvents } from './yaml-events.ts';

const fields: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  site: fc.constantFrom(...sites),
  blocks: fc.integer({ min: 1, max: 8 }),
  daemon: fc.constantFrom(...internalNames),
  force: fc.boolean(),
  interrupt: fc.constantFrom<unknown>(true, ...reachNames),
  writing: fc.constantFrom<unknown>(true, ...writingCounts),
  expect: fc.constantFrom(...outcomes),
};

const step = fc.oneof(
  ...stepSchema.options.map(({ shape }) => {
    const { do: name, ...others } = shape;
    const record = Object.keys(others).map((key) => [key, fields[key] ?? fc.constant(undefined)]);
    const requiredKeys = ['site', 'daemon'].filter((key) => key in others);
    return fc
      .record<Record<string, unknown>>(Object.fromEntries(record), { requiredKeys })
      .map((rest) => stepSchema.parse({ do: name.value, ...rest }));
  }),
);

const text = fc.oneof(fc.lorem(), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));

const scenario = fc
  .record(
    {
      format: fc.constant(1),
      name: text,
      about: fc.oneof(
        text,
        fc.lorem({ maxCount: 60 }),
        fc.array(text).map((l) => l.join('\n')),
      ),
      bug: fc.record({
        deviation: fc.constantFrom(...deviations.map((deviation) => deviation.name)),
        breaks: fc.constantFrom('converges', 'disagreement'),
      }),
      modes: fc.shuffledSubarray([...modes], { minLength: 1 }),
      namespace: fc.constantFrom('ns1', 'a-b'),
      schedule: fc.constantFrom('free', 'explicit'),
      steps: fc.array(step, { minLength: 1, maxLength: 60 }),
    },
    { requiredKeys: ['format', 'name', 'modes', 'steps'] },
  )
  .map((data) => scenarioSchema.safeParse(data).data)
  .filter((data) => data !== undefined)
  .filter(({ steps }) => tooManyEvents(steps, () => 0).length === 0);

const corpus = new URL('corpus/', import.meta.url);
const files = readdirSync(corpus).map((file) => readFileSync(new URL(file, corpus), 'utf8'));

// Pieces that mean something in YAML or in a scenario hit more than random letters do.
const scrap = fc.oneof(
  fc.string({ maxLength: 5 }),
  fc.constantFrom(
    '\n',
    '\t',
    ' ',
    '- ',
    ': ',
    '[',
    '}',
    '"',
    "'",
    '|',
    '#',
    '&x',
    '*x',
    '!t ',
    '? ',
  ),
  fc.constantFrom('---\n', 'null', '1e9', 'format: 2\n', 'steps:\n', '- cut\n', 'site: a', '<<: '),
);

const mutated = fc
  .tuple(
    fc.constantFrom(...files),
    fc.array(fc.tuple(fc.nat(3000), fc.nat(12), scrap), { minLength: 1, maxLength: 4 }),
  )
  .map(([file, cuts]) =>
    cuts.reduce((rest, [from, length, put]) => {
      const at = from % (rest.length + 1);
      return rest.slice(0, at) + put + rest.slice(at + length);
    }, file),
  );

function problemsOf(yaml: string): ScenarioError['problems'] {
  try {
    parseScenario(yaml);
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
}

function expectPlacesInside(yaml: string): void {
  const lines = yaml.split('\n');
  for (const { line, column, what, mend } of problemsOf(yaml)) {
    expect(lines[line - 1]).toBeDefined();
    expect(column).toBeGreaterThan(0);
    expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
    expect(`${what}; ${mend}`).not.toMatch(/undefined|\[object|\n/);
  }
}

describe('scenarios in YAML', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(scenario, (data) => {
        expect(parseScenario(formatScenario(data))).toEqual(data);
      }),
    );
  });

  it('are either read or refused at a place inside the text, however damaged', () => {
    fc.assert(fc.property(mutated, expectPlacesInside), { numRuns: 500 });
  });

  it('are either read or refused at a place inside the text, also when they are no YAML', () => {
    fc.assert(fc.property(text, expectPlacesInside));
  });
});
