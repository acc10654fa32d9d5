import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Variant } from '../../model/variant.ts';
import type { VolumeStep } from '../../scenarios/volumes/step.ts';
import { variantNamed } from '../campaign/variants.ts';
import { DriverBench } from './bench.ts';
import { type DriverRecord, kindOfFinding } from './record.ts';
import { SimulatedSource } from './simulated-source.ts';

const program = fileURLToPath(new URL('../../docs/example_driver.py', import.meta.url));
const { PATH = '' } = process.env;
const command = { file: 'python3', args: [program], env: { PATH } };

/** A volume is made, copied, and deleted: what Ceph 16.2 may overlook at the other site. */
const steps: readonly VolumeStep[] = [
  { do: 'create', volume: 1, type: 'replicated' },
  { do: 'write', volume: 1, blocks: 1 },
  { do: 'settle' },
  { do: 'delete', volume: 1 },
  { do: 'settle' },
];

const benches = new Map<string, DriverBench>();
const benchOf = (variant: Variant | undefined) =>
  new DriverBench(new SimulatedSource('journal', variant), command);

beforeAll(() => {
  benches.set('as specified', benchOf(undefined));
  for (const name of ['pacific', 'removal-is-overlooked']) {
    benches.set(name, benchOf(variantNamed(name)));
  }
});
afterAll(async () => {
  for (const bench of benches.values()) await bench.close();
});

/** The runs of these steps with other schedules. */
async function runs(behaviour: string): Promise<readonly DriverRecord[]> {
  const bench = benches.get(behaviour);
  const records: DriverRecord[] = [];
  for (let seed = 0; seed < 40; seed += 1) {
    const given = { name: 'a test', steps, mode: 'journal', seed: `${seed}` } as const;
    if (bench !== undefined) records.push(await bench.run(given));
  }
  return records;
}

const kindsIn = ({ verdict }: DriverRecord): readonly string[] =>
  verdict.kind === 'fail' ? verdict.findings.map(kindOfFinding) : [];

describe('simulated clusters behind a driver', () => {
  it.each(['pacific', 'removal-is-overlooked'])(
    'do what a release does, where they are to behave so: %s',
    async (behaviour) => {
      const records = await runs(behaviour);
      const kinds = new Set(records.flatMap(kindsIn));
      expect([...kinds]).toEqual(['nothing-left-behind: nonprimary']);
      for (const { target } of records) expect(target).toBe(`sim with ${behaviour}`);
    },
  );

  it('do nothing of the kind where they behave as specified', async () => {
    const records = await runs('as specified');
    expect(records.map(({ verdict }) => verdict.kind)).toEqual(records.map(() => 'pass'));
    for (const { target } of records) expect(target).toBe('sim');
  });
});
