import { describe, expect, it } from 'vitest';
import { deviations } from '../model/deviations.ts';
import { machineOf } from '../model/variant.ts';
import { Space } from '../sim/space.ts';
import { firstFailure } from './campaign/failure.ts';
import { explainedBy, knownDeviation } from './rejudge.ts';
import { run } from './run.ts';
import { simTarget } from './targets/sim.ts';
import { bugOf } from './targets/suite.ts';

describe.each(deviations)('a failure of a pair with $name', (deviation) => {
  const search = { modes: ['snapshot', 'journal'], seed: 'deviations', runs: 12_000 } as const;

  it('is met, and is explained by that deviation and not by what is specified', {
    timeout: 120_000,
  }, async () => {
    const failure = await firstFailure({ ...search, target: simTarget(deviation) });
    const record = failure?.shrunk;
    if (record === undefined) throw new Error('not met');
    expect(explainedBy(new Space(machineOf(record.mode)), record)).toBe(false);
    expect(knownDeviation(record, [deviation])?.name).toBe(deviation.name);
  });
});

describe.each(deviations.flatMap((deviation) => bugOf(deviation) ?? []))(
  'the scenario "$name"',
  ({ name, modes, steps, deviation }) => {
    it.each(modes)(
      'passes as specified, and fails with its deviation, in %s mode',
      async (mode) => {
        const model = new Space(machineOf(mode));
        const job = { name, steps, mode, seed: name, model, schedule: 'explicit' } as const;
        const specified = await run({ ...job, target: simTarget() });
        expect(specified.verdict).toEqual({ kind: 'pass' });
        const deviating = await run({ ...job, target: simTarget(deviation) });
        expect(deviating.verdict).toMatchObject({ kind: 'fail' });
        expect(knownDeviation(deviating, [deviation])).toBe(deviation);
      },
    );
  },
);
