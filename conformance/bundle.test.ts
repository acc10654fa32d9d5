import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Step } from '../scenarios/step.ts';
import { BundleError, bundleOf, parseBundle } from './bundle.ts';
import { firstFailure } from './campaign/failure.ts';
import { Models } from './campaign/models.ts';
import { runGiven } from './campaign/run.ts';
import { plantedFaults } from './planted/faults.ts';
import { simTarget } from './targets/sim.ts';

const [fault] = plantedFaults.filter(({ name }) => name.startsWith('demotion-forgets'));
const target = simTarget(fault);
const models = new Models();
const search = { target, models, modes: ['journal'], seed: 'bundle', runs: 500 } as const;

describe('a bundle', () => {
  it('holds the steps that fail, and fails in the same way when they are run again', async () => {
    const failure = await firstFailure(search);
    if (failure === undefined) throw new Error('no failure');
    const bundle = parseBundle(JSON.stringify(bundleOf(failure.shrunk)), 'x.json');
    const { mode, seed, steps, schedule } = bundle;
    const again = await runGiven(
      { name: 'again', mode, seed, steps, schedule },
      { target, models },
    );
    expect(again.verdict).toEqual(failure.shrunk.verdict);
    expect(bundle.verdict).toEqual(failure.shrunk.verdict);
  });

  it('keeps the namespace that the image was in', async () => {
    const steps: Step[] = [{ do: 'create', site: 'a' }];
    const given = { name: 'x', mode: 'journal', seed: 'x', schedule: 'free', steps } as const;
    const record = await runGiven({ ...given, namespace: 'ns1' }, { target, models });
    expect(parseBundle(JSON.stringify(bundleOf(record)), 'x.json').namespace).toBe('ns1');
  });

  it.each([
    ['{', 'not JSON'],
    ['{"bundle": 7}', 'a bundle of format 7'],
    ['{"bundle": 1}', 'not a bundle'],
    ['[]', 'not a bundle'],
  ])('%s is refused with the file and the reason', (text, reason) => {
    expect(() => parseBundle(text, 'some.json')).toThrow(BundleError);
    expect(() => parseBundle(text, 'some.json')).toThrow(`some.json: ${reason}`);
  });

  it('is refused in one way only, whatever the file holds', () => {
    const anything = fc.oneof(fc.string(), fc.json());
    fc.assert(
      fc.property(anything, (text) => {
        expect(() => parseBundle(text, 'some.json')).toThrow(BundleError);
      }),
    );
  });
});
