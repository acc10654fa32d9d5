import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { modes } from '../../model/site.ts';
import type { CampaignEnd } from '../campaign/conduct.ts';
import { type Given, runGiven } from '../campaign/run.ts';
import { parseTarget } from '../campaign/target.ts';
import type { RunRecord } from '../record.ts';
import { simTarget } from '../targets/sim.ts';
import { type Agreement, compare } from './compare.ts';
import { type CompareView, conductComparison, type Disagreement } from './conduct.ts';
import { givensOf, namedGivens } from './givens.ts';
import { type CompareFlags, compareJob } from './job.ts';
import { benchHeldTo } from './possible.ts';
import { openSides, type Side } from './side.ts';

let out = '';
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'splitbrain-compare-'));
});
afterEach(() => rmSync(out, { recursive: true }));

const none = async () => {
  throw new Error('no real clusters here');
};
const sidesOf = (one: string, other: string) =>
  openSides([parseTarget(one), parseTarget(other)], none);

/** A side that stands for real clusters: of it only its deviations are known. */
const asReal = ({ target, deviations }: Side): Side => ({ target, deviations });

/** How often two sides stand to each other in which way, over generated scenarios. */
async function standings([one, other]: readonly [Side, Side]) {
  const benches = [benchHeldTo(one, other, {}), benchHeldTo(other, one, {})] as const;
  const count: Record<string, number> = {};
  const add = (name: string) => {
    count[name] = (count[name] ?? 0) + 1;
  };
  const generated = givensOf({ seed: 'alike', modes, runs: 25 });
  const shown = namedGivens(['scenarios/bugs/resync-discards-while-replaying.yaml'], modes);
  const explicit = shown.map((given): Given => ({ ...given, schedule: 'explicit' }));
  const givens = [...explicit, ...generated];
  const onAgreement = (agreement: Agreement) => add(agreement);
  for await (const { verdict } of compare({ givens, benches, onAgreement })) {
    if (verdict.kind === 'fail') add(verdict.known ?? 'unexplained');
    if (verdict.kind === 'inconclusive') add(verdict.reason);
  }
  return count;
}

describe('two targets', () => {
  it('agree if both behave as specified, whatever their schedules', async () => {
    const [one] = await sidesOf('sim', 'sim:pacific');
    // The same pair, whose daemons act at other moments: what real clusters are beside it.
    const target: Side['target'] = {
      ...simTarget(),
      open: (run) => simTarget().open({ ...run, seed: `${run.seed} otherwise` }),
    };
    const count = await standings([one, { target, deviations: [] }]);
    expect(Object.keys(count).sort()).toEqual(['another schedule', 'same']);
    expect(count['another schedule']).toBeGreaterThan(10);
  });

  it('part by a fault of one that nobody knows', async () => {
    const count = await standings(await sidesOf('sim', 'sim:demotion-forgets-its-last-write'));
    expect(count).toEqual({ same: expect.any(Number), unexplained: expect.any(Number) });
  });

  it('part by a known deviation of one, which is named, in either order', async () => {
    const name = 'resync-discards-while-replaying';
    for (const sides of [
      await sidesOf('sim', `sim:${name}`),
      await sidesOf(`sim:${name}`, 'sim'),
    ]) {
      // Once a deviation was met, a schedule may go on otherwise: that is no parting.
      const { 'another schedule': _, ...parted } = await standings(sides);
      expect(parted).toEqual({ same: expect.any(Number), [name]: expect.any(Number) });
    }
  });

  it('part as known where real clusters do what their release is known for', async () => {
    const [specified, pacific] = await sidesOf('sim', 'sim:resync-discards-while-replaying');
    const count = await standings([specified, asReal(pacific)]);
    expect(count['resync-discards-while-replaying']).toBeGreaterThan(0);
    expect(count).not.toHaveProperty('unexplained');
  });

  it('part unexplained where a pair is to stand for clusters that do not do so', async () => {
    const [specified, faulty] = await sidesOf('sim', 'sim:demotion-forgets-its-last-write');
    const thought = (faulty.runs ?? []).map((part) => ({ ...part, releases: [16], source: 'x' }));
    const pair: Side = { ...faulty, runs: thought, deviations: thought };
    const count = await standings([pair, { target: specified.target, deviations: thought }]);
    expect(count).toEqual({ same: expect.any(Number), unexplained: expect.any(Number) });
  });

  it('agree, both real, where each does what the other is known for or both do the same', async () => {
    const [, pacific] = await sidesOf('sim', 'sim:resync-discards-while-replaying');
    const [, reef] = await sidesOf('sim', 'sim:resync-discards-while-replaying');
    const count = await standings([asReal(pacific), asReal(reef)]);
    expect(Object.keys(count)).toEqual(['same']);
    const [, faulty] = await sidesOf('sim', 'sim:demotion-forgets-its-last-write');
    expect(Object.keys(await standings([asReal(faulty), asReal(faulty)]))).toEqual(['same']);
    const apart = await standings([asReal(pacific), asReal(faulty)]);
    expect(apart).toHaveProperty('unexplained');
  });
});

const flags: CompareFlags = {
  ...{ target: ['sim', 'sim:demotion-forgets-its-last-write'], mode: 'journal', seed: 'job' },
  ...{ from: 0, runs: 60, out: '', maxFailures: 10 },
};

/** Conducts a comparison; gives back what was found, and how it ended. */
async function conducted(texts: readonly string[], changed: Partial<CompareFlags> = {}) {
  const { job } = compareJob(texts, { ...flags, out, ...changed });
  const found: Disagreement[] = [];
  const records: RunRecord[] = [];
  const nothing = () => undefined;
  const view: CompareView = {
    ...{ begin: nothing, stage: nothing, agreement: nothing, loss: nothing },
    reports: () => ({}),
    record: (record) => records.push(record),
    disagreement: (one) => found.push(one),
  };
  const end: CampaignEnd = await conductComparison({ ...job, splitbrain: 'x' }, view);
  return { found, records, end };
}

test('a disagreement is reported once, shrunk, beside a run that goes along with it', async () => {
  const { found, records } = await conducted([]);
  expect(records).toHaveLength(60);
  const [only] = found;
  expect(found).toHaveLength(1);
  expect(only?.seeds.length).toBeGreaterThan(1);
  expect(only?.targets).toEqual(['sim', 'sim with demotion-forgets-its-last-write']);
  expect(only?.shrunk.steps.map(({ step }) => step.do)).toEqual(['create', 'enable', 'demote']);
  expect(only?.beside?.target).toBe('sim');
  expect(only?.beside?.steps.at(-1)?.sights.a.content).toEqual([1]);
  expect(only?.shrunk.steps.at(-1)?.sights.a.content).toEqual([]);
  const bundle = JSON.parse(readFileSync(only?.bundle ?? '', 'utf8'));
  expect(bundle).toMatchObject({ target: 'sim with demotion-forgets-its-last-write' });
});

test('a seed, a bundle and a scenario file can each be compared', async () => {
  const { found } = await conducted([]);
  const [only] = found;
  if (only?.bundle === undefined) throw new Error('nothing found');
  for (const text of [only.first.seed, only.bundle]) {
    const again = await conducted([text], { out: join(out, 'again') });
    expect(again.found.map(({ shrunk }) => shrunk.verdict)).toMatchObject([
      { kind: 'fail', code: 'planned-failover-loses-nothing' },
    ]);
  }
  const file = 'scenarios/corpus/planned-failover-and-failback.yaml';
  const [named] = (await conducted([file])).found;
  expect(named?.shrunk.scenario).toBe('planned failover and failback');
});

test('what a scenario expects is not asked of the targets', async () => {
  const [given] = namedGivens(['scenarios/corpus/planned-failover-and-failback.yaml'], ['journal']);
  if (given === undefined) throw new Error('gone');
  expect(given.steps.some((step) => 'expect' in step)).toBe(false);
  const [one, other] = await sidesOf('sim', 'sim:pacific');
  const { verdict } = await runGiven(given, benchHeldTo(one, other, {}));
  expect(verdict).toEqual({ kind: 'pass' });
});

test.each([
  [['sim'], /give two targets/],
  [['sim', 'sim'], /both targets are sim; write sim:NAME/],
  [['sim', 'sim', 'ceph'], /give two targets/],
  [['sim', 'moon'], /there is no target "moon"; write sim, sim:NAME, ceph, or ceph:pacific/],
  [['sim', 'ceph:nautilus'], /there is no target "ceph:nautilus"/],
  [['sim', 'sim:luck'], /no deviation and no planted fault "luck"/],
])('the targets %j are refused with the mend', (target, message) => {
  expect(() => compareJob([], { ...flags, target })).toThrow(message);
});

test('two real targets have a lab each', () => {
  const target = ['ceph:pacific', 'ceph:reef'];
  const { choices } = compareJob([], { ...flags, target, lab: '/x/lab' }).job;
  expect(choices.map(({ lab }) => lab)).toEqual(['/x/lab-pacific', '/x/lab-reef']);
});
