import { expect, test } from 'vitest';
import { modes } from '../../model/site.ts';
import { plantedFaults } from '../planted/faults.ts';
import type { RunRecord } from '../record.ts';
import type { Target } from '../target.ts';
import { simTarget } from '../targets/sim.ts';
import { type CheckOptions, check, NotDeterministic } from './campaign.ts';
import { firstFailure } from './failure.ts';

async function records(options: Partial<CheckOptions>): Promise<RunRecord[]> {
  const all: RunRecord[] = [];
  const usual = { target: simTarget(), modes, seed: 'campaign', runs: 10 };
  for await (const record of check({ ...usual, ...options })) all.push(record);
  return all;
}

test('the simulated pair passes, and the same seed gives the same records to the byte', async () => {
  const [first, again] = [await records({ runs: 25 }), await records({ runs: 25 })];
  expect(first.filter(({ verdict }) => verdict.kind !== 'pass')).toEqual([]);
  expect(JSON.stringify(again)).toBe(JSON.stringify(first));
});

test('runs that were done before are left out', async () => {
  const done = new Set(['sb1-journal-campaign.0', 'sb1-snapshot-campaign.1']);
  const seeds = (await records({ runs: 2, done })).map(({ seed }) => seed);
  expect(seeds).toEqual(['sb1-snapshot-campaign.0', 'sb1-journal-campaign.1']);
});

test('a campaign ends when its time is over', async () => {
  let asked = 0;
  const over = () => {
    asked += 1;
    return asked > 3;
  };
  expect(await records({ over })).toHaveLength(3);
});

test('an interruption abandons the run it meets, and keeps what is finished', async () => {
  const stop = new AbortController();
  let steps = 0;
  const onStep = () => {
    steps += 1;
    if (steps === 60) stop.abort(new Error('enough'));
  };
  const finished = await records({ signal: stop.signal, onStep });
  const first = await records({ runs: finished.length });
  expect(finished.length).toBeGreaterThan(0);
  expect(finished).toEqual(first.slice(0, finished.length));
});

test('a target that gives two records for one seed is found out', async () => {
  await expect(records({ target: restless(), twice: true })).rejects.toThrow(NotDeterministic);
  expect(await records({ twice: true, runs: 3 })).toHaveLength(6);
});

test('a planted fault is found and shrunk', async () => {
  const fault = plantedFaults.find(({ name }) => name.startsWith('demotion-forgets'));
  if (fault === undefined) throw new Error('the fault to plant is gone');
  const target = simTarget(fault);
  const failure = await firstFailure({ target, modes: ['journal'], seed: 'found', runs: 2000 });
  expect(failure?.shrunk.steps.length).toBeLessThan(6);
  expect(failure?.shrunk.verdict).toMatchObject({ code: 'planned-failover-loses-nothing' });
}, 20_000);

test('where nothing fails there is no first failure', async () => {
  const none = { target: simTarget(), modes: ['journal'] as const, seed: 'x', runs: 3 };
  expect(await firstFailure(none)).toBeUndefined();
});

/** A simulated pair whose clock runs a little faster each time. */
function restless(): Target {
  const target = simTarget();
  let opened = 0;
  const open: Target['open'] = async (run) => {
    const pair = await target.open(run);
    opened += 1;
    const faster = opened;
    return { ...pair, now: () => pair.now() + faster };
  };
  return { ...target, open };
}
