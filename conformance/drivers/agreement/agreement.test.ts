import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Mode, modes } from '../../../model/site.ts';
import type { VolumeStep } from '../../../scenarios/volumes/step.ts';
import { Models } from '../../campaign/models.ts';
import { formatSeed } from '../../campaign/seed.ts';
import { whyNoCinder } from '../available.ts';
import { DriverBench, stepsOf } from '../bench.ts';
import { driverCommand } from '../choice.ts';
import type { DriverRecord, VolumeStepRecord } from '../record.ts';
import { SimulatedSource } from '../simulated-source.ts';
import { partings } from './agreement.ts';
import { pairingOf } from './pairing.ts';

const models = new Models();
const partingsOf = (record: DriverRecord) => partings(record, models.of(record.mode));

const create: VolumeStep = { do: 'create', volume: 1, type: 'replicated' };
const write: VolumeStep = { do: 'write', volume: 1, blocks: 2 };
const over: VolumeStep = { do: 'failover', to: 'b' };
const settle: VolumeStep = { do: 'settle' };

/** A record in which one step is another. */
const changed = (
  record: DriverRecord,
  index: number,
  change: (step: VolumeStepRecord) => Partial<VolumeStepRecord>,
): DriverRecord => ({
  ...record,
  steps: record.steps.map((step, at) => (at === index ? { ...step, ...change(step) } : step)),
});

const skip = whyNoCinder();

describe.skipIf(skip)(`clusters under Cinder${skip ? ` (skipped: ${skip})` : ''}`, () => {
  const benches = new Map<Mode, DriverBench>();
  beforeAll(() => {
    for (const mode of modes) {
      const program = driverCommand('cinder-snapshot');
      benches.set(mode, new DriverBench(new SimulatedSource(mode), program));
    }
  });
  afterAll(async () => {
    for (const bench of benches.values()) await bench.close();
  });
  const run = async (steps: readonly VolumeStep[], mode: Mode, seed = 'x') => {
    const record = await benches.get(mode)?.run({ name: 'a test', steps, mode, seed });
    if (record === undefined) throw new TypeError(`no bench for ${mode} mode`);
    return record;
  };

  it.each(modes)(
    'do nothing that the model forbids, where they are simulated, in %s mode',
    {
      timeout: 60_000,
    },
    async (mode) => {
      for (let index = 0; index < 40; index += 1) {
        const seed = formatSeed({ mode, text: `agreement.${index}` });
        const found = partingsOf(await run(stepsOf(seed, mode), mode, seed));
        expect(found.filter(({ kind }) => kind === 'disagreement')).toEqual([]);
      }
    },
  );

  it.each(modes)('are found out where they do, in %s mode', async (mode) => {
    const record = await run([create, write, settle, over, write, settle], mode);
    expect(partingsOf(record)).toEqual([]);
    const promoted = changed(record, 3, ({ calls = [] }) => ({
      calls: calls.map((call) =>
        call.call === 'mirror_image_demote' ? { ...call, error: 'InvalidArgument' } : call,
      ),
    }));
    expect(partingsOf(promoted)).toMatchObject([
      { kind: 'disagreement', step: 3, by: 'mirror_image_demote at a', seen: 'EINVAL' },
    ]);
    const lacking = changed(record, 5, ({ sights }) => {
      const [sight] = Object.values(sights);
      return sight === undefined
        ? {}
        : { sights: { 1: { ...sight, b: { ...sight.b, content: [1, 2] } } } };
    });
    expect(partingsOf(lacking)).toMatchObject([
      { kind: 'disagreement', step: 5, aspect: 'content', site: 'b', seen: 'writes 1 2' },
    ]);
    const led = changed(record, 3, ({ sights }) => {
      const [sight] = Object.values(sights);
      return sight === undefined
        ? {}
        : { sights: { 1: { ...sight, a: { ...sight.a, role: 'primary' } } } };
    });
    expect(partingsOf(led)).toMatchObject([{ kind: 'disagreement', step: 3, aspect: 'role' }]);
  });

  describe('of volumes that have to do with each other', () => {
    const clone: VolumeStep = { do: 'clone', volume: 2, from: 1, type: 'replicated' };
    const both: readonly VolumeStep[] = [create, write, settle, clone, write];
    const later: readonly VolumeStep[] = [
      { do: 'write', volume: 2, blocks: 1 },
      ...[settle, over, write, settle],
    ];
    /** A record in which a volume holds another write at the end, at site b. */
    const astray = (record: DriverRecord, volume: 1 | 2): DriverRecord =>
      changed(record, record.steps.length - 1, ({ sights }) => {
        const sight = sights[volume];
        if (sight === undefined) throw new TypeError(`there is no volume ${volume}`);
        return { sights: { ...sights, [volume]: { ...sight, b: { ...sight.b, content: [9] } } } };
      });

    it.each(modes)('are followed, a clone as well as its parent, in %s mode', async (mode) => {
      const record = await run([...both, ...later], mode);
      expect(record.verdict).toEqual({ kind: 'pass' });
      expect(partingsOf(record)).toEqual([]);
      for (const volume of [1, 2] as const) {
        const [image] = Object.entries(record.images).find(([, own]) => own === volume) ?? [];
        expect(partingsOf(astray(record, volume))).toMatchObject([
          { kind: 'disagreement', image, aspect: 'content', site: 'b', seen: 'writes 9' },
        ]);
      }
    });

    it.each<[string, readonly VolumeStep[]]>([
      ['a whole copy', [{ do: 'restart', config: 'full-copies' }, create, write, settle, clone]],
      ['one that was taken over', [{ do: 'manage', volume: 2, type: 'replicated' }, create]],
    ])('are followed, %s as well', async (_, steps) => {
      const record = await run([...steps, ...later], 'journal');
      expect(partingsOf(record)).toEqual([]);
      expect(partingsOf(astray(record, 2))).toMatchObject([{ kind: 'disagreement', site: 'b' }]);
    });

    it('are followed until what a clone needs is changed', async () => {
      const resync: VolumeStep = { do: 'by-hand', command: 'resync', site: 'b', volume: 1 };
      const record = await run([...both, settle, resync, settle], 'journal');
      expect(partingsOf(record)).toMatchObject([
        { kind: 'unfollowed', step: 6, reason: 'what its clones need was changed' },
        { kind: 'unfollowed', step: 6, reason: 'its parent was copied anew' },
      ]);
    });
  });

  it('pair as the same, as another schedule, or as parting', async () => {
    const steps = [create, settle, write, over, settle];
    const [one, same] = [await run(steps, 'journal'), await run(steps, 'journal')];
    expect(pairingOf(one, same, partingsOf).kind).toBe('same');
    const told = changed(same, 3, () => ({ told: { 1: 'failover-error' } }));
    const apart = pairingOf(one, told, partingsOf);
    expect(apart).toMatchObject({
      kind: 'another schedule',
      difference: { step: 3, what: 'told', one: '1 failed-over', other: '1 failover-error' },
    });
    const torn = changed(same, 4, ({ sights }) => {
      const [sight] = Object.values(sights);
      return sight === undefined
        ? {}
        : { sights: { 1: { ...sight, b: { ...sight.b, content: [2] } } } };
    });
    expect(pairingOf(one, torn, partingsOf).kind).toBe('parts');
  });
});

describe('a driver that tells no calls', () => {
  const program = fileURLToPath(new URL('../../../docs/example_driver.py', import.meta.url));
  const { PATH = '' } = process.env;
  const command = { file: 'python3', args: [program], env: { PATH } };

  it('is not followed, and that is said', async () => {
    const bench = new DriverBench(new SimulatedSource('journal'), command);
    try {
      const given = {
        name: 'a test',
        steps: [create, settle],
        mode: 'journal',
        seed: 'x',
      } as const;
      expect(partingsOf(await bench.run(given))).toMatchObject([
        { kind: 'unfollowed', step: 0, reason: 'the driver tells no calls that it makes' },
      ]);
    } finally {
      await bench.close();
    }
  });
});
