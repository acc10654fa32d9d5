import { readdirSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { deviations } from '../../model/deviations.ts';
import { modes } from '../../model/site.ts';
import { symptoms } from '../../model/symptoms.ts';
import { Models } from '../campaign/models.ts';
import { plantedFaults } from '../planted/faults.ts';
import { simTarget } from '../targets/sim.ts';
import { trackRecord } from './entries.ts';
import { look } from './sighting.ts';
import { looks, track } from './track.ts';

const models = new Models();
const entries = trackRecord();

test('every deviation and every symptom has an entry, in a file of its name', () => {
  const names = [...deviations, ...symptoms].map(({ name }) => name).sort();
  expect(entries.map(({ bug }) => bug.name).sort()).toEqual(names);
  for (const { scenario, bug } of entries) {
    expect(scenario.name).toBe(bug.name.replaceAll('-', ' '));
    expect(scenario.about).toMatch(/\w.*\.$/s);
  }
  const files = readdirSync(new URL('../../scenarios/bugs/', import.meta.url));
  const own = files.filter((file) => file.endsWith('.yaml'));
  expect(own.sort()).toEqual(names.map((name) => `${name}.yaml`));
});

const ofDeviations = entries.filter(({ kind }) => kind === 'deviation');
const named = ofDeviations.map((entry) => ({ name: entry.bug.name, entry }));

describe.each(named)('$name', ({ entry }) => {
  const ofEntry = { entries: [entry], modes, repeat: 1 };

  it('breaks what it says on a pair that has it, and nothing as specified', async () => {
    const seen = [];
    for (const asked of looks(ofEntry, simTarget())) seen.push(await look(asked, { models }));
    expect(seen).toHaveLength(2 * entry.scenario.modes.length);
    for (const sighting of seen) {
      expect(sighting.asKnown).toBe(true);
      const { verdict } = sighting.record;
      expect(verdict.kind === 'fail' ? verdict.code : verdict.kind).toBe(
        sighting.expected ? entry.breaks : 'pass',
      );
    }
  });
});

test('a symptom shows on a simulated pair with what it comes of, and not without', async () => {
  const job = { entries: trackRecord(['torn-primary-is-followed']), modes, repeat: 1 };
  const { sightings } = await track({ ...job, choice: { target: 'sim' } }, () => undefined);
  expect(sightings.map(({ expected, seen }) => [expected, seen])).toEqual([
    [true, 'reproduced'],
    [false, 'not reproduced'],
  ]);
});

test('a symptom that comes of nothing is for real clusters alone', async () => {
  const entry = trackRecord(['first-status-is-dropped']);
  expect([...looks({ entries: entry, modes, repeat: 1 }, simTarget())]).toEqual([]);
});

test('a failure that the deviation does not explain is something other, and is not as known', async () => {
  const [entry] = trackRecord(['half-copied-demotion-is-promoted']);
  const fault = plantedFaults.find(({ name }) => name.startsWith('demotion-forgets'));
  if (entry === undefined || fault === undefined) throw new Error('gone');
  const asked = { entry, mode: 'snapshot', target: simTarget(fault), expected: true } as const;
  const sighting = await look({ ...asked, repeat: 3 }, { models });
  expect(sighting).toMatchObject({ seen: 'other', asKnown: false, tries: 3 });
});

test('a bug that shows ends the tries', async () => {
  const choice = { target: 'sim' } as const;
  const job = { entries: trackRecord(['forced-promotion-hangs']), modes, choice, repeat: 4 };
  const { sightings, cause } = await track(job, () => undefined);
  expect(cause).toBeUndefined();
  expect(sightings.map(({ on, seen, tries }) => [on, seen, tries])).toEqual([
    ['sim with forced-promotion-hangs', 'reproduced', 1],
    ['sim', 'not reproduced', 4],
  ]);
});

test('a name that the track record has not is told, with those it has', () => {
  expect(() => trackRecord(['forced-promotion-hang'])).toThrow(
    /no bug "forced-promotion-hang".*did you mean "forced-promotion-hangs"\?/,
  );
});
