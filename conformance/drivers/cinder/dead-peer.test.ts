import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VolumeStep } from '../../../scenarios/volumes/step.ts';
import { variantNamed } from '../../campaign/variants.ts';
import { whyNoCinder } from '../available.ts';
import { DriverBench } from '../bench.ts';
import { driverCommand } from '../choice.ts';
import { SimulatedSource } from '../simulated-source.ts';

const skip = whyNoCinder();
const mode = 'snapshot';
const refusal = 'in the middle of a copy';

/** A copy that may be in the middle of a sync when its peer dies, and that a promotion by force would then wait for. */
const struck: readonly VolumeStep[] = [
  { do: 'create', volume: 1, type: 'replicated' },
  { do: 'write', volume: 1, blocks: 1 },
  { do: 'settle' },
  { do: 'failover', to: 'b' },
  { do: 'write', volume: 1, blocks: 1 },
  { do: 'kill-site', site: 'b' },
  { do: 'failback' },
];
const mended: readonly VolumeStep[] = [{ do: 'stop-daemon', site: 'a' }, { do: 'failback' }];

describe.skipIf(skip)('where a forced promotion hangs, the driver with modes', () => {
  let bench: DriverBench;
  beforeAll(() => {
    const source = new SimulatedSource(mode, variantNamed('forced-promotion-hangs'));
    bench = new DriverBench(source, driverCommand('cinder-snapshot'));
  });
  afterAll(() => bench.close());

  it('refuses it, and says what to do, after which it is done', { timeout: 180_000 }, async () => {
    let refused = 0;
    for (let seed = 0; seed < 60 && refused === 0; seed += 1) {
      const run = { name: 'a test', steps: [...struck, ...mended], mode, seed: `${seed}` } as const;
      const { steps, verdict } = await bench.run(run);
      expect(verdict, `seed ${seed}`).toEqual({ kind: 'pass' });
      if (!steps.at(-3)?.message?.includes(refusal)) continue;
      refused += 1;
      expect(steps.at(-1)?.answer, `seed ${seed}`).toBe('ok');
    }
    expect(refused).toBeGreaterThan(0);
  });
});
