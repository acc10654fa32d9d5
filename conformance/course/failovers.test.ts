import { expect, test } from 'vitest';
import { machineOf } from '../../model/variant.ts';
import type { Step } from '../../scenarios/step.ts';
import { Space } from '../../sim/space.ts';
import { run } from '../run.ts';
import { simTarget } from '../targets/sim.ts';
import { failoversIn } from './failovers.ts';
import { CourseReader } from './reader.ts';

async function failoversOf(...then: Step[]) {
  const steps: Step[] = [
    { do: 'create', site: 'a' },
    { do: 'enable', site: 'a' },
    { do: 'settle' },
    { do: 'write', site: 'a', blocks: 1 },
    ...then,
  ];
  const record = await run({
    ...{ name: 'failover', steps, mode: 'snapshot', seed: 'failover', schedule: 'explicit' },
    target: simTarget(),
    model: new Space(machineOf('snapshot')),
  });
  expect(record.verdict).toEqual({ kind: 'pass' });
  return failoversIn(new CourseReader().of(record));
}

test('a planned failover loses nothing, and takes from the demotion on', async () => {
  const found = await failoversOf(
    { do: 'demote', site: 'a' },
    { do: 'settle' },
    { do: 'promote', site: 'b', force: false },
  );
  expect(found).toMatchObject([{ site: 'b', forced: false, cause: 'planned', lost: 0 }]);
  expect(found[0]?.took).toBeGreaterThan(50);
});

test('a forced failover loses what no mirror snapshot has, and takes from the fault on', async () => {
  const found = await failoversOf(
    { do: 'cut' },
    { do: 'kill-site', site: 'a' },
    { do: 'write', site: 'b', blocks: 1 },
    { do: 'promote', site: 'b', force: true },
  );
  expect(found).toMatchObject([
    { site: 'b', forced: true, cause: 'kill-site', lost: 1, took: 100, lostSince: 200 },
  ]);
});

test('what ends a fault before the promotion leaves it without a cause', async () => {
  const found = await failoversOf(
    { do: 'cut-from', site: 'a' },
    { do: 'heal' },
    { do: 'promote', site: 'b', force: true },
  );
  expect(found).toMatchObject([{ cause: 'forced', took: 50, lost: 1 }]);
});

test('an image that is made primary again where it was demoted is not failed over', async () => {
  const there = await failoversOf(
    { do: 'demote', site: 'a' },
    { do: 'promote', site: 'a', force: false },
  );
  expect(there).toEqual([]);
});
