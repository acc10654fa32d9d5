import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modes } from '../../model/site.ts';
import { machineOf } from '../../model/variant.ts';
import { Scenarios } from '../../scenarios/generate/scenarios.ts';
import { Space } from '../../sim/space.ts';
import { numberFrom } from '../campaign/seed.ts';
import { resolve } from '../resolve.ts';
import { run } from '../run.ts';
import { simTarget } from './sim.ts';
import { targetSuite } from './suite.ts';

targetSuite({ name: 'sim', open: async () => simTarget(), timeout: 20_000 });

describe.each(modes)('the simulated pair, in %s mode', (mode) => {
  const model = new Space(machineOf(mode));
  const target = simTarget();
  const scenario = (seed: string) => {
    const [steps = []] = fc.sample(new Scenarios(model, mode), {
      seed: numberFrom(seed),
      numRuns: 1,
    });
    return steps;
  };
  const runSeed = (seed: string) =>
    run({ name: seed, steps: scenario(seed), mode, seed, schedule: 'free', target, model });

  it('behaves as specified, whatever the scenario and the schedule', async () => {
    const property = fc.asyncProperty(fc.string(), async (seed) => {
      const { verdict } = await runSeed(seed);
      if (verdict.kind === 'inconclusive') expect(verdict.reason).toMatch(/does not follow/);
      else expect(verdict).toEqual({ kind: 'pass' });
    });
    await fc.assert(property, { numRuns: 300 });
  });

  it('gives the same record to the byte for the same seed, a thousand times', async () => {
    const texts = new Set<string>();
    for (let count = 0; count < 1000; count += 1) {
      texts.add(JSON.stringify(await runSeed('same')));
    }
    expect(texts.size).toBe(1);
  });

  it('gives the same run again when its schedule is spelled out', async () => {
    const property = fc.asyncProperty(fc.string(), async (seed) => {
      const free = await runSeed(seed);
      fc.pre(free.verdict.kind !== 'inconclusive'); // what was not followed is not spelled out
      const steps = resolve(free);
      const spelled = await run({
        ...{ name: seed, steps, mode, seed, target, model },
        schedule: 'explicit',
      });
      const answers = (record: typeof free) => record.steps.flatMap(({ answer }) => answer ?? []);
      expect(answers(spelled)).toEqual(answers(free));
      expect(spelled.verdict).toEqual(free.verdict);
      expect(spelled.writes).toEqual(free.writes);
    });
    await fc.assert(property, { numRuns: 60 });
  });
});
