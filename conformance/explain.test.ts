import { expect, test } from 'vitest';
import { deviations } from '../model/deviations.ts';
import { machineOf } from '../model/variant.ts';
import { placeIn } from '../scenarios/scenario.ts';
import type { Step } from '../scenarios/step.ts';
import { Space } from '../sim/space.ts';
import { explain } from './explain.ts';
import type { RunRecord } from './record.ts';
import { run } from './run.ts';
import { simTarget } from './targets/sim.ts';
import { trackRecord } from './track-record/entries.ts';

const [one] = trackRecord().filter(({ kind }) => kind === 'deviation');

async function failureOf(entry: NonNullable<typeof one>): Promise<RunRecord> {
  if (entry.kind !== 'deviation') throw new Error(`${entry.scenario.name} is no deviation`);
  const { name, steps, modes } = entry.scenario;
  const mirroring = { mode: modes[0] ?? 'journal', ...placeIn(entry.scenario) };
  return await run({
    ...{ name, steps, ...mirroring, seed: name, schedule: 'explicit' },
    target: simTarget(entry.bug),
    model: new Space(machineOf(mirroring)),
  });
}

test('a failure is explained elsewhere, while what is due here goes on', async () => {
  if (one === undefined) throw new Error('the track record is empty');
  const failure = await failureOf(one);
  let beats = 0;
  const heart = setInterval(() => {
    beats += 1;
  }, 1);
  const [first, second] = await Promise.all([
    explain(failure, deviations),
    explain(failure, deviations.slice(0, 0)),
  ]);
  clearInterval(heart);
  expect(first).toBe(one.bug.name);
  expect(second).toBeUndefined();
  expect(beats).toBeGreaterThan(1);
});

test('what cannot be explained is the error of who asked, and the next is explained', async () => {
  if (one === undefined) throw new Error('the track record is empty');
  const failure = await failureOf(one);
  const [first] = failure.steps;
  if (first === undefined) throw new Error('nothing was done');
  const tooMany: Step = { do: 'write', site: 'a', blocks: 40 };
  const steps = [first, { ...first, step: tooMany }];
  await expect(explain({ ...failure, steps }, deviations)).rejects.toThrow(/bound/);
  expect(await explain(failure, deviations)).toBe(one.bug.name);
});
