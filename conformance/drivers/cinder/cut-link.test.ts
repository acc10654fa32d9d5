import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Mode, modes } from '../../../model/site.ts';
import type { VolumeStep } from '../../../scenarios/volumes/step.ts';
import { whyNoCinder } from '../available.ts';
import { DriverBench } from '../bench.ts';
import { driverCommand } from '../choice.ts';
import { SimulatedSource } from '../simulated-source.ts';

const skip = whyNoCinder();

const followed: readonly VolumeStep[] = [
  { do: 'create', volume: 1, type: 'replicated' },
  { do: 'write', volume: 1, blocks: 1 },
  { do: 'settle' },
];

/** A journal's copy may be one that nobody can remove until the link is back; a snapshot's can be removed by hand. */
const asked = {
  delete: {
    step: { do: 'delete', volume: 1 },
    answers: { journal: 'VolumeIsBusy', snapshot: 'ok' },
  },
  retype: {
    step: { do: 'retype', volume: 1, to: 'plain' },
    answers: { journal: 'ReplicationError', snapshot: 'ok' },
  },
} satisfies Record<string, { step: VolumeStep; answers: Readonly<Record<Mode, string>> }>;

describe.skipIf(skip)('with the link cut, the driver with modes', () => {
  describe.each(modes)('in %s mode', (mode) => {
    let bench: DriverBench;
    beforeAll(() => {
      bench = new DriverBench(new SimulatedSource(mode), driverCommand('cinder-snapshot'));
    });
    afterAll(() => bench.close());

    it.each(Object.values(asked))(
      'does what $step.do asks only where it leaves no copy behind',
      async (one) => {
        const cut = [...followed, { do: 'cut' }, one.step] as const;
        const healed = [{ do: 'heal' }, { do: 'settle' }, one.step, { do: 'settle' }] as const;
        const { steps, verdict } = await bench.run({
          name: 'a test',
          steps: [...cut, ...healed],
          mode,
          seed: `cut-${mode}`,
        });
        expect(verdict).toEqual({ kind: 'pass' });
        expect(steps[cut.length - 1]?.answer).toBe(one.answers[mode]);
      },
    );
  });
});
