import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { failedRun, failure, flakyRun, passedRun, unsureRun } from '../../reports/example.ts';
import { failureData, overallOf, Summary } from '../../reports/summary.ts';
import { Tallies } from '../mix/totals.ts';
import { summaryJsonSchema } from './summary.ts';

const committed = new URL('summary.schema.json', import.meta.url);

/** A summary as a command writes it. */
function written() {
  const summary = new Summary();
  const totals = new Tallies();
  for (const record of [passedRun, failedRun, flakyRun, unsureRun]) {
    summary.add(record);
    totals.add(record);
  }
  const heading = {
    ...{ splitbrain: '1', command: 'check', target: 'sim', seed: 'x', asked: { from: 0 } },
    modes: ['journal'],
    shard: { index: 1, of: 2 },
  } as const;
  const ending = { exit: 1, took: 12.5, earlier: 0, left: 3 };
  const told = failureData({ ...failure, first: flakyRun });
  const data = summary.data(heading, told, overallOf(totals), ending);
  return JSON.parse(JSON.stringify(data));
}

describe('the JSON Schema of summary.json', () => {
  it('is up to date: if not, run npm run schema', () => {
    expect(JSON.parse(readFileSync(committed, 'utf8'))).toEqual(summaryJsonSchema());
  });

  const schema = z.fromJSONSchema(summaryJsonSchema());

  it('accepts what a command writes', () => {
    expect(schema.safeParse(written()).error).toBeUndefined();
  });

  it.each([
    ['no counts', { flaky: undefined }],
    ['an unknown field', { flakey: 1 }],
    ['another version', { summary: 2 }],
    ['a count that is none', { pass: -1 }],
  ])('refuses %s', (_, change) => {
    const data = JSON.parse(JSON.stringify({ ...written(), ...change }));
    expect(schema.safeParse(data).success).toBe(false);
  });
});
