import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modes } from '../../../model/site.ts';
import { amidStrikes, type VolumeStep } from '../../../scenarios/volumes/step.ts';
import { whyNoCinder } from '../available.ts';
import { DriverBench } from '../bench.ts';
import { driverCommand } from '../choice.ts';
import type { DriverRecord } from '../record.ts';
import { driverRecordSchema } from '../schema.ts';
import { SimulatedSource } from '../simulated-source.ts';

const skip = whyNoCinder();

const settle: VolumeStep = { do: 'settle' };
const over: VolumeStep = { do: 'failover', to: 'b' };

/** A volume with a write, and a failover; what is given comes before it, and after it. */
const failover = (before: VolumeStep, ...after: readonly VolumeStep[]): readonly VolumeStep[] => [
  { do: 'create', volume: 1, type: 'replicated' },
  { do: 'write', volume: 1, blocks: 1 },
  settle,
  before,
  over,
  ...after,
];

const struckIn = ({ steps }: DriverRecord) => steps.map(({ struck }) => struck?.strikes);

describe.skipIf(skip)(`in the middle of a failover${skip ? ` (skipped: ${skip})` : ''}`, () => {
  describe.each(modes)('in %s mode', (mode) => {
    let bench: DriverBench;
    beforeAll(() => {
      bench = new DriverBench(new SimulatedSource(mode), driverCommand('cinder-snapshot'));
    });
    afterAll(() => bench.close());
    const run = (steps: readonly VolumeStep[]) =>
      bench.run({ name: 'a test', steps, mode, seed: 'amid' });

    const ends =
      'the driver can be ended after every fifth of its calls: it finishes once it is asked again';
    it(ends, { timeout: 180_000 }, async () => {
      const { steps } = await run(failover(settle));
      const calls = steps.at(-1)?.calls?.length ?? 0;
      expect(calls).toBeGreaterThan(10);
      for (let after = 1; after <= calls; after += 5) {
        const amid: VolumeStep = { do: 'amid', calls: after, strikes: 'restart' };
        const record = await run(failover(amid, settle, over));
        const [ended, , again] = record.steps.slice(-3);
        // Its last call, of those that lead clients to a volume, may come after the answer.
        if (ended?.answer !== 'ended') continue;
        expect(record.verdict, `after ${after} calls`).toEqual({ kind: 'pass' });
        expect(record.atStake, `after ${after} calls`).toContain('retry-is-safe');
        expect(Object.values(again?.told ?? {})).toEqual(['failed-over']);
        expect(ended.calls).toHaveLength(after);
      }
    });

    it('the driver is ended after a demotion: it fails back as well', async () => {
      const { steps } = await run(failover(settle));
      const done = steps.at(-1)?.calls ?? [];
      const calls = done.findIndex(({ call }) => call === 'mirror_image_demote') + 1;
      const amid: VolumeStep = { do: 'amid', calls, strikes: 'restart' };
      const record = await run(failover(amid, settle, { do: 'failback' }, settle));
      expect(record.verdict).toEqual({ kind: 'pass' });
      expect(record.steps.at(-2)).toMatchObject({ answer: 'ok', told: { 1: 'enabled' } });
    });

    const owes = '%s is struck, and the driver keeps what it owes';
    it.each(amidStrikes)(owes, { timeout: 60_000 }, async (strikes) => {
      for (const calls of [1, 6, 12]) {
        const record = await run(
          failover({ do: 'amid', calls, strikes }, settle, { do: 'repair' }),
        );
        expect(struckIn(record), `after ${calls} calls`).toContain(strikes);
        expect(record.verdict, `after ${calls} calls`).toEqual({ kind: 'pass' });
        expect(driverRecordSchema.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
      }
    });
  });

  it('nothing strikes where a driver does not claim to halt', async () => {
    const program = driverCommand(
      `python3 ${new URL('../../../docs/example_driver.py', import.meta.url).pathname}`,
    );
    const bench = new DriverBench(new SimulatedSource('journal'), program);
    const steps = failover({ do: 'amid', calls: 2, strikes: 'cut' });
    const record = await bench.run({ name: 'a test', steps, mode: 'journal', seed: 'amid' });
    await bench.close();
    expect(record.steps.at(-2)).toMatchObject({ answer: 'skipped' });
    expect(struckIn(record)).not.toContain('cut');
  });
});
