import { describe, expect, it } from 'vitest';
import { modes } from '../../model/site.ts';
import { machineOf } from '../../model/variant.ts';
import type { Step } from '../../scenarios/step.ts';
import { Space } from '../../sim/space.ts';
import type { RunRecord } from '../record.ts';
import { contradictionIn } from '../rejudge.ts';
import { run } from '../run.ts';
import { simTarget } from '../targets/sim.ts';
import type { Sight } from './sight.ts';

describe.each(modes)('what is left of an image, in %s mode', (mode) => {
  const model = new Space(machineOf(mode));
  const target = simTarget();
  const mirrored: readonly Step[] = [
    { do: 'create', site: 'a' },
    { do: 'enable', site: 'a' },
    { do: 'settle' },
  ];
  const removed: readonly Step[] = [...mirrored, { do: 'remove', site: 'a' }, { do: 'settle' }];
  const faulty: readonly Step[] = [{ do: 'cut' }, { do: 'heal' }];

  /** Runs these steps, sees something more at site b in the end, and judges it. */
  const judged = async (steps: readonly Step[], seen: Sight) => {
    const job = { name: 'left', steps, mode, seed: 'left', schedule: 'explicit' } as const;
    const record = await run({ ...job, target, model });
    expect(record.verdict).toEqual({ kind: 'pass' });
    return contradictionIn(model, seenAtEnd(record, seen));
  };
  const seenAtEnd = (record: RunRecord, seen: Sight): RunRecord => ({
    ...record,
    steps: record.steps.map((step, index) => {
      if (index < record.steps.length - 1) return step;
      return { ...step, sights: { ...step.sights, b: { ...step.sights.b, ...seen } } };
    }),
  });

  it('is nothing once it is gone from both sites', async () => {
    expect(await judged(removed, { left: [] })).toBeUndefined();
    expect(await judged(removed, { left: ['image_map_1'] })).toMatchObject({
      code: 'nothing-left-behind',
      aspect: 'left',
      site: 'b',
      seen: 'image_map_1',
      allowed: ['nothing'],
    });
  });

  it('may be anything while there is one', async () => {
    expect(await judged(mirrored, { left: ['image_map_1'] })).toBeUndefined();
  });

  it('is no client that is blocked', async () => {
    expect(await judged(mirrored, { blocked: [] })).toBeUndefined();
    expect(await judged(mirrored, { blocked: ['10.0.0.1:0/1'] })).toMatchObject({
      code: 'nothing-left-behind',
      aspect: 'blocked',
      allowed: ['nobody'],
    });
  });

  it('is not judged after a fault, which leaves traces of its own', async () => {
    const seen = { left: ['image_map_1'], blocked: ['10.0.0.1:0/1'] };
    expect(await judged([...faulty, ...removed], seen)).toBeUndefined();
  });
});
