import { expect, test } from 'vitest';
import { Models } from './campaign/models.ts';
import type { Target } from './target.ts';
import { simTarget } from './targets/sim.ts';
import { trackRecord } from './track-record/entries.ts';
import { look } from './track-record/sighting.ts';

const entry = trackRecord().find(({ kind }) => kind === 'deviation');
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
  const asked = { entry, mode: scenario.modes[0] ?? 'journal', target, expected: true, repeat: 1 };
  return (await look(asked, { models: new Models() })).record.verdict;
};

test('a failure that came while the harness stood still is none, and says so', async () => {
  const { transient } = simTarget().patience;
  expect(await verdictOn(kept(transient))).toMatchObject({ kind: 'fail' });
  const late = await verdictOn(kept(transient + 4000));
  expect(late).toMatchObject({ kind: 'inconclusive' });
  expect(late).toHaveProperty('reason', expect.stringMatching(/for \d+\.\d s.*fewer labs/));
});
