import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { commandNames, linkFaultNames, siteFaultNames } from '../../model/events.ts';
import { modes } from '../../model/site.ts';
import { check } from '../campaign/campaign.ts';
import { UsageError } from '../campaign/usage.ts';
import { OutputError } from '../output/error.ts';
import { OutputFolder } from '../output/output.ts';
import { runRecordSchema } from '../output/schema.ts';
import { plantedFaults } from '../planted/faults.ts';
import { simTarget } from '../targets/sim.ts';
import { type MixFlags, type RealisedMix, realisedMix } from './mix.ts';

/** Two explorations of the model, of about two minutes each on a busy machine. */
const patience = 600_000;
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'splitbrain-mix-'));
  await record('plain', simTarget());
  await record('planted', simTarget(plantedFaults[0]));
});
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

async function record(name: string, target = simTarget()): Promise<void> {
  const origin = { splitbrain: '1', command: 'check', target: 'sim', modes, seed: 'mix' } as const;
  const output = OutputFolder.fresh(at(name), origin, runRecordSchema);
  for await (const run of check({ target, modes, seed: 'mix', runs: 5 })) output.append(run);
  output.close();
}

const asked: MixFlags = { mode: 'journal', least: 5 };
const quiet = () => undefined;

describe('the mix of two targets', () => {
  let targets: RealisedMix['targets'] = [];

  beforeAll(() => {
    const all = [at('plain'), at('planted'), at('plain')];
    targets = realisedMix(all, { ...asked, target: 'sim' }, quiet).targets;
  }, patience);

  it('keeps targets apart, and counts the runs of several folders together', () => {
    expect(targets.map(({ target, totals }) => [target, totals.runs])).toEqual([
      ['sim', 10],
      [`sim with ${plantedFaults[0]?.name}`, 5],
    ]);
  });

  it('has a row for all there is, whether it was met or not', () => {
    const [mix] = targets;
    expect(mix).toMatchObject({ target: 'sim', mode: 'journal' });
    expect(mix?.tables.commands.map(({ row }) => row)).toEqual(commandNames);
    expect(mix?.tables.faults.map(({ row }) => row)).toEqual([
      ...linkFaultNames,
      ...siteFaultNames.flatMap((name) => [name, `${name} at the peer`]),
    ]);
    const halfWay = mix?.tables.faults.map(({ cells }) =>
      cells.find((one) => one.column === 'half-way'),
    );
    expect(halfWay?.some((cell) => cell?.reachable)).toBe(false);
  });
});

test('refuses folders without a record, and targets without a run', () => {
  expect(() => realisedMix([at('none')], asked, quiet)).toThrow(OutputError);
  expect(() => realisedMix([at('plain')], { ...asked, target: 'ceph' }, quiet)).toThrow(UsageError);
});
