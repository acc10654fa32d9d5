import { describe, expect, it } from 'vitest';
import { deviations } from '../model/deviations.ts';
import { pairMachine } from '../model/pair.ts';
import type { Site } from '../model/site.ts';
import type { Step } from '../scenarios/step.ts';
import { Space } from '../sim/space.ts';
import type { RunRecord } from './record.ts';
import { explainedBy, knownDeviations } from './rejudge.ts';
import { run } from './run.ts';
import type { Pair, Target } from './target.ts';
import { simTarget } from './targets/sim.ts';

const mode = 'snapshot';
const model = new Space(pairMachine(mode));

/** A pair that cannot tell whether it is idle; a manager takes its snapshot at the `after`th look, or never. */
function unsure(pair: Pair, after: number): Pair {
  const { idle: _, ...rest } = pair;
  let looks = 0;
  const newestSnapshot = async (site: Site) => {
    looks += 1;
    if (looks === after) pair.take?.(`take-snapshot.${site}`);
    return looks < after ? 1 : 2;
  };
  return { ...rest, newestSnapshot };
}

function target(after: number): Target {
  const sim = simTarget();
  const patience = { ...sim.patience, schedule: 180_000 };
  return { ...sim, patience, open: async (run) => unsure(await sim.open(run), after) };
}

const scenario: readonly Step[] = [
  { do: 'create', site: 'a' },
  { do: 'enable', site: 'a' },
  { do: 'settle' },
  { do: 'schedule', site: 'a' },
  { do: 'write', site: 'a', blocks: 1 },
  { do: 'settle' },
];

async function runOn(after: number, steps = scenario) {
  const told: (string | undefined)[] = [];
  const onWait = (what?: string) => told.push(what);
  const job = { name: 'x', steps, mode, seed: 'x', schedule: 'explicit', model, onWait } as const;
  const record: RunRecord = await run({ ...job, target: target(after) });
  return { record, told };
}

describe('a settle on a pair that cannot tell whether it is idle', () => {
  it('waits for a mirror snapshot by the schedule, and tells so', async () => {
    const { record, told } = await runOn(5);
    expect(record.verdict).toEqual({ kind: 'pass' });
    expect(record.steps.at(-1)).toMatchObject({ took: ['a'], sights: { b: { content: [1] } } });
    expect(told).toEqual(['for the schedule at a', undefined]);
    expect(explainedBy(model, record)).toBe(true);
  });

  it('waits for none where the schedule has nothing new to take, or there is none', async () => {
    const idle = scenario.filter((step) => step.do !== 'write');
    const none = scenario.filter((step) => step.do !== 'schedule');
    for (const steps of [idle, none]) {
      const { record, told } = await runOn(5, steps);
      expect(record.verdict).toEqual({ kind: 'pass' });
      expect(told).toEqual([]);
    }
  });

  it('fails where none comes in time, and no deviation explains it', async () => {
    const { record } = await runOn(Number.POSITIVE_INFINITY);
    expect(record.verdict).toEqual({
      kind: 'fail',
      step: 5,
      code: 'converges',
      aspect: 'outcome',
      site: 'a',
      seen: 'no mirror snapshot by the schedule',
      allowed: ['a mirror snapshot by the schedule'],
    });
    expect(explainedBy(model, record)).toBe(false);
    expect(knownDeviations(record, deviations.slice(0, 3))).toEqual([]);
  });

  it('takes it that the snapshot has all that was done before', async () => {
    const { record } = await runOn(5);
    const lie: RunRecord = {
      ...record,
      steps: record.steps.map((step, at) =>
        at < 5
          ? step
          : { ...step, sights: { ...step.sights, b: { ...step.sights.b, content: [] } } },
      ),
    };
    expect(explainedBy(model, lie)).toBe(false);
  });
});
