import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deviations } from '../../model/deviations.ts';
import { modes } from '../../model/site.ts';
import { explanation, spoken } from '../../reports/explain/explain.ts';
import { check } from '../campaign/campaign.ts';
import { plantedFaults } from '../planted/faults.ts';
import type { RunRecord } from '../record.ts';
import { simTarget } from '../targets/sim.ts';
import { CourseReader } from './reader.ts';

/** The numbers that a text has after a word: `steps 3` and `write 1, 2 and 5`. */
const numbersAfter = (text: string, word: RegExp): number[] =>
  [...text.matchAll(new RegExp(`${word.source} ((?:\\d+(?:, | and )?)+)`, 'g'))].flatMap(
    ([, list = '']) => (list.match(/\d+/g) ?? []).map(Number),
  );

/** The writes that a run acknowledged. */
const acknowledgedIn = ({ steps }: RunRecord): number[] =>
  steps.flatMap(({ step, answer, writes = [] }) =>
    answer === 'ok' || step.do === 'demote' ? writes : [],
  );

/** What the image held, of which the failure says that it should hold more. */
function seenIn({ steps, verdict }: RunRecord): readonly number[] {
  if (verdict.kind !== 'fail') return [];
  const content = steps.at(-1)?.sights[verdict.site].content;
  return typeof content === 'object' ? content : [];
}

const ways = fc.constantFrom(...plantedFaults, ...deviations);

test('whatever fails is explained, by steps and writes that there are, and by those that are lost', {
  timeout: 240_000,
}, async () => {
  const reader = new CourseReader();
  let failures = 0;
  await fc.assert(
    fc.asyncProperty(fc.nat(), ways, async (seed, variant) => {
      const target = simTarget(variant);
      for await (const record of check({ target, modes, seed: `${seed}`, runs: 12 })) {
        const { verdict, steps } = record;
        const text = spoken(explanation(record, reader.of(record)));
        expect(text === '').toBe(verdict.kind !== 'fail');
        if (verdict.kind !== 'fail') continue;
        failures += 1;
        expect(text).toMatch(/^["A-Z].*\.$/);
        for (const step of numbersAfter(text, /steps?/)) {
          expect(step).toBeGreaterThan(0);
          expect(step).toBeLessThanOrEqual(steps.length);
        }
        const all = steps.flatMap(({ writes = [], tried }) => [
          ...writes,
          ...(tried ? [tried] : []),
        ]);
        for (const write of numbersAfter(text, /writes?/)) expect([0, ...all]).toContain(write);
        const [, lost = ''] = /Lost at [ab]: (.*?acknowledged.*?)\./.exec(text) ?? [];
        for (const write of numbersAfter(lost, /writes?/)) {
          expect(acknowledgedIn(record)).toContain(write);
          expect(seenIn(record)).not.toContain(write);
        }
      }
    }),
    // Not every fault is met in so few scenarios of any seed: these are.
    { numRuns: 12, examples: plantedFaults.slice(0, 4).map((fault) => [1, fault]) },
  );
  expect(failures).toBeGreaterThan(2);
});
