import { describe, expect, it, test } from 'vitest';
import { deviations } from '../model/deviations.ts';
import { machineOf, together } from '../model/variant.ts';
import { placeIn } from '../scenarios/scenario.ts';
import type { Step } from '../scenarios/step.ts';
import { Space } from '../sim/space.ts';
import { explainedBy, fewest, knownDeviations, namesOf } from './rejudge.ts';
import { run } from './run.ts';
import { simTarget } from './targets/sim.ts';
import { trackRecord } from './track-record/entries.ts';

const ofDeviations = trackRecord().filter((entry) => entry.kind === 'deviation');

describe.each(ofDeviations)('the failure that "$scenario.name" shows', (entry) => {
  const { scenario, bug: deviation } = entry;

  it.each([...scenario.modes])(
    'is explained by its deviation in %s mode, and not by what is specified',
    async (mode) => {
      const { name, steps } = scenario;
      const mirroring = { mode, ...placeIn(scenario) };
      const record = await run({
        ...{ name, steps, ...mirroring, seed: name, schedule: 'explicit' },
        target: simTarget(deviation),
        model: new Space(machineOf(mirroring)),
      });
      expect(record.verdict.kind).toBe('fail');
      expect(explainedBy(new Space(machineOf(mirroring)), record)).toBe(false);
      expect(knownDeviations(record, [deviation])).toEqual([deviation]);
    },
  );
});

test('a failure that two deviations make together is explained by both, and by neither alone', async () => {
  // Held to a pair with the first, so that the run goes on until the second is met as well.
  const both = deviations.filter(({ name }) =>
    /^(resync-discards-while-replaying|sync-point)/.test(name),
  );
  const [first] = both;
  if (first === undefined) throw new Error('gone');
  const at = { site: 'b' } as const;
  const steps: Step[] = [
    { do: 'create', site: 'a' },
    { do: 'enable', site: 'a' },
    { do: 'settle' },
    { do: 'demote', site: 'a' },
    { do: 'resync', ...at },
    { do: 'settle' },
    { do: 'promote', site: 'a', force: false },
    { do: 'let', ...at, daemon: 'bootstrap' },
    { do: 'let', ...at, daemon: 'create-copy' },
    { do: 'stop-daemon', ...at },
    { do: 'remove', ...at },
  ];
  const record = await run({
    ...{ name: 'both', steps, mode: 'journal', seed: 'both', schedule: 'explicit' },
    target: simTarget(together('both', both)),
    model: new Space(machineOf('journal', first)),
  });
  expect(record.verdict).toMatchObject({ kind: 'fail', step: 10, seen: 'ENOTEMPTY' });
  for (const alone of both) expect(knownDeviations(record, [alone])).toEqual([]);
  expect(namesOf(knownDeviations(record, deviations))).toBe(
    'resync-discards-while-replaying + sync-point-is-left-behind',
  );
});

test('the fewest are looked for alone, then all at once, and in pairs only where those do', () => {
  const tried = (enough: string) => {
    const sets: string[] = [];
    const found = fewest(['a', 'b', 'c'], (set) => {
      sets.push(set.join(''));
      return [...enough].every((item) => set.includes(item));
    });
    return { sets, found: found.join('') };
  };
  expect(tried('b')).toEqual({ sets: ['a', 'b'], found: 'b' });
  expect(tried('ac')).toEqual({ sets: ['a', 'b', 'c', 'abc', 'ab', 'ac'], found: 'ac' });
  expect(tried('abc')).toEqual({ sets: ['a', 'b', 'c', 'abc', 'ab', 'ac', 'bc'], found: 'abc' });
  expect(tried('x')).toEqual({ sets: ['a', 'b', 'c', 'abc'], found: '' });
  expect(fewest([], () => true)).toEqual([]);
});
