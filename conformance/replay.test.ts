import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BundleError, bundleOf } from './bundle.ts';
import { firstFailure } from './campaign/failure.ts';
import { SeedError } from './campaign/seed.ts';
import { UsageError } from './campaign/usage.ts';
import { plantedFaults } from './planted/faults.ts';
import { readReplayable, replay, sameVerdict } from './replay.ts';
import { simTarget } from './targets/sim.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'splitbrain-replay-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const nothing = () => undefined;

test.each(['demotion-forgets-its-last-write'])(
  'a failure of %s comes again, from its seed and from its bundle',
  async (name) => {
    const fault = plantedFaults.find((known) => known.name === name);
    const target = simTarget(fault);
    const failure = await firstFailure({ target, modes: ['snapshot'], seed: 'r', runs: 2000 });
    if (failure === undefined) throw new Error('not found');
    const { first, shrunk } = failure;
    const bySeed = await replay(readReplayable(first.seed), { with: name }, nothing);
    expect(bySeed).toEqual({ record: first });
    const file = join(folder, 'bundle.json');
    writeFileSync(file, JSON.stringify(bundleOf(shrunk)));
    const byBundle = await replay(readReplayable(file), {}, nothing);
    expect(byBundle.same).toBe(true);
    expect(byBundle.record.verdict).toEqual(shrunk.verdict);
    const onSim = await replay(readReplayable(file), { target: 'sim' }, nothing);
    expect(onSim.same).toBe(false);
  },
  20_000,
);

test('what is neither a seed nor a bundle is refused, and why', () => {
  expect(() => readReplayable('friday')).toThrow(SeedError);
  expect(() => readReplayable('sb99-journal-x.1')).toThrow(/version 99/);
  expect(() => readReplayable('run-journal-x-1.0')).toThrow(/run the file again/);
  expect(() => readReplayable('nowhere/bundle.json')).toThrow(UsageError);
  expect(() => readReplayable(folder)).toThrow(/a folder/);
  const file = join(folder, 'broken.json');
  writeFileSync(file, '{');
  expect(() => readReplayable(file)).toThrow(BundleError);
});

test('a failure is the same only in code, aspect and site', () => {
  const failure = { kind: 'fail', code: 'one-writer', aspect: 'outcome', site: 'a' } as const;
  const is = { ...failure, step: 3, seen: 'ok', allowed: [] };
  expect(sameVerdict(failure, is)).toBe(true);
  expect(sameVerdict({ ...failure, site: 'b' }, is)).toBe(false);
  expect(sameVerdict({ kind: 'pass' }, is)).toBe(false);
  expect(sameVerdict({ kind: 'pass' }, { kind: 'pass' })).toBe(true);
});
