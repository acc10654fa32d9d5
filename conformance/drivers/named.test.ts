import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modes } from '../../model/site.ts';
import { type CompareDriverFlags, compareDriverJob } from './agreement/job.ts';
import { stepsOf } from './bench.ts';
import { driverGivens } from './job.ts';

const defect = 'scenarios/bugs/cinder/failback-loses-the-latest-writes.yaml';
const seed = 'sb2-snapshot-pair.7';

const flags: CompareDriverFlags = {
  driver: 'python3 docs/example_driver.py',
  ...{ mode: 'both', seed: 'x', from: 0, out: 'out', maxFailures: 10 },
};

/** The runs of a comparison under a driver of what is named. */
const compared = (texts: readonly string[], more: Partial<CompareDriverFlags> = {}) => {
  const job = compareDriverJob(texts, { ...flags, ...more });
  return { job, givens: [...driverGivens(job, new Set())] };
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'splitbrain-named-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('what is compared under a driver', () => {
  it('is generated where nothing is named', () => {
    const { givens } = compared([], { runs: 2 });
    expect(givens.map((given) => given.seed)).toEqual(
      [0, 1].flatMap((run) => modes.map((mode) => `sb2-${mode}-x.${run}`)),
    );
  });

  it('is the run of a seed, of a bundle, and of a file of volumes', () => {
    const bundle = join(folder, 'bundle.json');
    const steps = [{ do: 'create', volume: 1, type: 'plain' }, { do: 'settle' }] as const;
    const told = { target: 'sim', driver: 'cinder', finding: 'x', saw: 'y', record: {} };
    writeFileSync(
      bundle,
      JSON.stringify({ driverBundle: 1, seed: 'one', mode: 'journal', steps, ...told }),
    );
    const { job, givens } = compared([seed, bundle, defect]);
    expect(givens).toMatchObject([
      { name: 'generated', seed, mode: 'snapshot', steps: stepsOf(seed, 'snapshot') },
      { name: 'a bundle', seed: 'one', mode: 'journal', steps },
      { name: 'a failback soon after a failover loses the latest writes', mode: 'journal' },
    ]);
    expect(job).toMatchObject({ command: 'compare', modes: [...modes], count: 3 });
    expect(compared([defect]).job.modes).toEqual(['journal']);
  });

  it('is what is left in the modes that were asked for', () => {
    expect(compared([seed, defect], { mode: 'snapshot' }).givens).toMatchObject([{ seed }]);
    expect(() => compared([defect], { mode: 'snapshot' })).toThrow(/none of these is for snapshot/);
  });

  it.each([
    ['a seed of nobody', 'sb9-x', /sb9-x/],
    ['a bundle that there is not', 'out/no.json', /no.json: there is no such bundle/],
    ['a bundle of another kind', 'package.json', /no bundle of a driver's run/],
    ['a file that there is not', 'no.yaml', /no.yaml:1:1: there is no such file/],
    [
      'a scenario of one image',
      'scenarios/corpus/planned-failover-and-failback.yaml',
      /yaml:\d+:1: this is a scenario of one image; run it without --driver/,
    ],
  ])('is none of %s', (_, text, message) => {
    expect(() => compared([text])).toThrow(message);
  });
});
