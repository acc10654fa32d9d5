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
  expect(() => readReplayable('on-sb1-journal-x.1+4then3')).toThrow(/or FILE\+4then3 with/);
  const file = join(folder, 'broken.json');
  writeFileSync(file, '{');
  expect(() => readReplayable(file)).toThrow(BundleError);
});

test('a scenario file is replayed, and what goes on from it by its name and number', async () => {
  const file = join(folder, 'cut.yaml');
  const steps = ['create: a', 'enable: a', 'write: a', 'settle', 'cut'];
  writeFileSync(file, `scenario: cut\nsteps:\n${steps.map((step) => `  - ${step}\n`).join('')}`);
  const { record, same } = await replay(readReplayable(file), {}, nothing);
  expect({ scenario: record.scenario, kind: record.verdict.kind, same }).toEqual({
    ...{ scenario: 'cut', kind: 'pass', same: undefined },
  });
  const next = readReplayable(`${file}+4then7`);
  const went = await replay(next, {}, nothing);
  expect(went.record.seed).toBe(`on-${record.seed}+4then7`);
  expect(went.record.steps.slice(0, 4)).toEqual(record.steps.slice(0, 4));
  expect(await replay(next, {}, nothing)).toEqual(went);
  const further = readReplayable(`${file}+4then7+5then0`);
  expect(further).toMatchObject({ given: { seed: `on-${went.record.seed}+5then0` } });
});

test('a failure is the same only in code, aspect and site', () => {
  const failure = { kind: 'fail', code: 'one-writer', aspect: 'outcome', site: 'a' } as const;
  const is = { ...failure, step: 3, seen: 'ok', allowed: [] };
  expect(sameVerdict(failure, is)).toBe(true);
  expect(sameVerdict({ ...failure, site: 'b' }, is)).toBe(false);
  expect(sameVerdict({ kind: 'pass' }, is)).toBe(false);
  expect(sameVerdict({ kind: 'pass' }, { kind: 'pass' })).toBe(true);
});
