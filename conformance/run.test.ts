import { expect, test } from 'vitest';
import { machineOf } from '../model/variant.ts';
import { placeIn } from '../scenarios/scenario.ts';
import { Space } from '../sim/space.ts';
import { run } from './run.ts';
import type { Target } from './target.ts';
import { simTarget } from './targets/sim.ts';
import { trackRecord } from './track-record/entries.ts';

const [entry] = trackRecord().filter(({ kind }) => kind === 'deviation');
if (entry?.kind !== 'deviation') throw new Error('the track record has no deviation');
const { scenario, bug } = entry;

/** A simulated pair whose process came to nothing for a while. */
function kept(milliseconds: number): Target {
  const target = simTarget(bug);
  const open: Target['open'] = async (opening) =>
    Object.assign(await target.open(opening), { stood: () => milliseconds });
  return { ...target, open, close: () => target.close() };
}

const verdictOn = async (target: Target) => {
  const { name, steps, modes } = scenario;
  const mirroring = { mode: modes[0] ?? 'journal', ...placeIn(scenario) };
  const job = { name, steps, ...mirroring, seed: name, schedule: 'explicit' } as const;
  return (await run({ ...job, target, model: new Space(machineOf(mirroring)) })).verdict;
};

test('a failure that came while the harness stood still is none, and says so', async () => {
  const { transient } = simTarget().patience;
  expect(await verdictOn(kept(transient))).toMatchObject({ kind: 'fail' });
  const late = await verdictOn(kept(transient + 4000));
  expect(late).toMatchObject({ kind: 'inconclusive' });
  expect(late).toHaveProperty('reason', expect.stringMatching(/for \d+\.\d s.*fewer labs/));
});
