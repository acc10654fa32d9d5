import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VolumeStep } from '../../../scenarios/volumes/step.ts';
import { whyNoCinder } from '../available.ts';
import { DriverBench } from '../bench.ts';
import { driverCommand } from '../choice.ts';
import { SimulatedSource } from '../simulated-source.ts';

/** Ends the mirroring of a volume whose copy cannot go: it has a clone, whose flattening rbd-mirror has yet to replay. */
const left: readonly VolumeStep[] = [
  { do: 'create', volume: 1, type: 'replicated' },
  { do: 'settle' },
  { do: 'clone', volume: 2, from: 1, type: 'replicated' },
  { do: 'settle' },
  { do: 'failover', to: 'b' },
  { do: 'stop-daemon', site: 'a' },
  { do: 'retype', volume: 1, to: 'plain' },
  { do: 'delete', volume: 2 },
];

/** Back where that copy is. */
const back: readonly VolumeStep[] = [
  { do: 'failback' },
  { do: 'retype', volume: 1, to: 'replicated' },
];

describe.skipIf(whyNoCinder())('with a copy left of a volume that is replicated no more', () => {
  let bench: DriverBench;
  beforeAll(() => {
    bench = new DriverBench(new SimulatedSource('journal'), driverCommand('cinder-snapshot'));
  });
  afterAll(() => bench.close());

  it('does not take that copy for the volume, mirrored again', async () => {
    const { steps, verdict } = await bench.run({
      name: 'a test',
      steps: [...left, ...back],
      mode: 'journal',
      seed: 'left copy',
    });
    expect(verdict).toEqual({ kind: 'pass' });
    const answers = steps.map((step) => step.answer);
    expect(answers).toEqual([...answers.slice(0, -1).map(() => 'ok'), 'ReplicationError']);
  });
});
