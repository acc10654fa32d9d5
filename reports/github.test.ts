import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failedRun, failure, flakyRun, passedRun, unsureRun } from './example.ts';
import { annotation, annotations, stepSummary } from './github.ts';
import { failureData, Summary } from './summary.ts';

const heading = {
  ...{ splitbrain: '1', command: 'run', target: 'sim', seed: 'a|b`c' },
  modes: ['journal'],
  asked: { runs: 5 },
} as const;

function summaryOf(failures: (typeof failure)[], records = [passedRun, failedRun, unsureRun]) {
  const summary = new Summary();
  for (const record of records) summary.add(record);
  const ending = { exit: 1, took: 2000, earlier: 0, left: 2 };
  return summary.data(heading, failures.flatMap(failureData), {}, ending);
}

/** Reads a workflow command as the runner does (actions/runner, ActionCommand.cs). */
function read(line: string) {
  const [, level, properties = '', text = ''] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
  const unescaped = (value: string) =>
    value
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%');
  const pairs = properties.split(',').map((pair) => pair.split('='));
  return {
    level,
    ...Object.fromEntries(pairs.map(([name = '', ...value]) => [name, unescaped(value.join('='))])),
    text: unescaped(text),
  };
}

test('an annotation is one line, and is read as it was meant, whatever it says', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.nat(), (title, text, line) => {
      const told = annotation('error', title, text, { file: 'a:b,c.yaml', line });
      expect(told).not.toMatch(/[\r\n]/);
      expect(read(told)).toEqual({
        ...{ level: 'error', file: 'a:b,c.yaml', line: `${line}`, title, text },
      });
    }),
  );
});

test('each kind of failure is an error, flaky or not, at its step; what is unsure is a warning', () => {
  const named = { ...failedRun, scenario: 'failover' };
  const flaky = { ...failure, first: flakyRun };
  const data = summaryOf([{ ...failure, shrunk: named }, flaky]);
  const places = (name: string, step: number) =>
    name === 'failover' ? { file: 'x.yaml', line: step + 10 } : undefined;
  const told = annotations(data, places).map(read);
  expect(told).toMatchObject([
    {
      ...{ level: 'error', file: 'x.yaml', line: '13' },
      title: 'FAIL planned-failover-loses-nothing (journal)',
      text: expect.stringContaining('\nseed: sb1-journal-friday.3\nnpx splitbrain replay out/'),
    },
    { level: 'error', title: 'FLAKY planned-failover-loses-nothing (journal)' },
    { level: 'warning', title: 'inconclusive' },
  ]);
});

test('a step summary tells the counts, each kind of failure, and how to see it again', () => {
  expect(stepSummary(summaryOf([failure]))).toBe(`### splitbrain run on sim

**FAIL**: 3 scenarios, 1 passed, 1 failed, 1 inconclusive, in 2.0 s.
Seed \`\` a\\|b\`c \`\`, journal mode.
2 more were asked for, and not run.

| | broken | mode | runs | seen | again |
|---|---|---|--:|---|---|
| FAIL | planned-failover-loses-nothing<br>After a failover with demotion that reported success, every acknowledged write is readable at the new primary. | journal | 2 | no writes | \`npx splitbrain replay out/bundles/sb1-journal-friday.3.json\` |

- 1 x inconclusive: the history of this run is full (\`sb1-journal-friday.3\`)
`);
});
