import { expect, test } from 'vitest';
import { deviations } from '../model/deviations.ts';
import type { Step } from '../scenarios/step.ts';
import { Models } from './campaign/models.ts';
import { explain } from './explain.ts';
import type { RunRecord } from './record.ts';
import { simTarget } from './targets/sim.ts';
import { trackRecord } from './track-record/entries.ts';
import { look } from './track-record/sighting.ts';

const entry = trackRecord().find(({ kind }) => kind === 'deviation');
if (entry?.kind !== 'deviation') throw new Error('the track record has no deviation');
const { bug, scenario } = entry;

const failureOfBug = async (): Promise<RunRecord> => {
  const asked = { entry, mode: scenario.modes[0] ?? 'journal', target: simTarget(bug) };
  return (await look({ ...asked, expected: true, repeat: 1 }, { models: new Models() })).record;
};

test('a failure is explained elsewhere, while what is due here goes on', async () => {
  const failure = await failureOfBug();
  let beats = 0;
  const heart = setInterval(() => {
    beats += 1;
  }, 1);
  const [first, second] = await Promise.all([
    explain(failure, deviations),
    explain(failure, deviations.filter((other) => other !== bug).slice(0, 1)),
  ]);
  clearInterval(heart);
  expect(first).toBe(bug.name);
  expect(second).toBeUndefined();
  expect(beats).toBeGreaterThan(1);
});

test('what cannot be explained is the error of who asked, and the next is explained', async () => {
  const failure = await failureOfBug();
  const [first] = failure.steps;
  if (first === undefined) throw new Error('nothing was done');
  const tooMany: Step = { do: 'write', site: 'a', blocks: 40 };
  const steps = [first, { ...first, step: tooMany }];
  await expect(explain({ ...failure, steps }, deviations)).rejects.toThrow(/bound/);
  expect(await explain(failure, deviations)).toBe(bug.name);
});
