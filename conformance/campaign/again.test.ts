import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CampaignScreen } from '../../reports/campaign-screen.ts';
import { Screen } from '../../reports/screen.ts';
import { summarySchema } from '../output/summary.ts';
import { plantedFaults } from '../planted/faults.ts';
import type { RunRecord } from '../record.ts';
import type { Target } from '../target.ts';
import { simTarget } from '../targets/sim.ts';
import { triedAgain } from './again.ts';
import { check } from './campaign.ts';
import { proceed } from './conduct.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'splitbrain-again-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const fault = plantedFaults.find(({ name }) => name.startsWith('demotion-forgets'));
const plan = { modes: ['journal'], seed: 'again', runs: 20 } as const;

/** A target that fails in so many tries of a scenario that can fail, and in no later one. */
function failing(times: number): Target {
  const [bad, good] = [simTarget(fault), simTarget()];
  const tries = new Map<string, number>();
  const open: Target['open'] = (run) => {
    const before = tries.get(run.seed) ?? 0;
    tries.set(run.seed, before + 1);
    return (before < times ? bad : good).open(run);
  };
  return { ...good, open };
}

async function records(target: Target, retries: number): Promise<RunRecord[]> {
  const all: RunRecord[] = [];
  for await (const record of check({ ...plan, target, retries })) all.push(record);
  return all;
}

const triesOf = (all: readonly RunRecord[]) =>
  all.map(({ verdict, tries, flaky }) => [verdict.kind, tries, flaky]);

describe('a failure', () => {
  it('that passes when it is tried again is flaky, with the record of the first try', async () => {
    const plainly = await records(failing(1), 0);
    const failed = plainly.filter(({ verdict }) => verdict.kind === 'fail');
    expect(failed.length).toBeGreaterThan(2);
    const again = await records(failing(1), 1);
    expect(again).toEqual(
      plainly.map((one) => (failed.includes(one) ? { ...one, tries: 2, flaky: true } : one)),
    );
  });

  it('is tried as often as is asked for, and no oftener', async () => {
    const once = await records(failing(2), 1);
    const twice = await records(failing(2), 2);
    const failed = (one: readonly unknown[]) => one[0] === 'fail';
    expect(new Set(triesOf(once).filter(failed).map(String))).toEqual(new Set(['fail,2,']));
    expect(new Set(triesOf(twice).filter(failed).map(String))).toEqual(new Set(['fail,3,true']));
  });

  it('that a known deviation explains is not tried again, nor is anything but a failure', async () => {
    const run = vi.fn();
    const [first] = await records(failing(0), 0);
    const [failed] = (await records(failing(9), 0)).filter(
      ({ verdict }) => verdict.kind === 'fail',
    );
    if (first === undefined || failed?.verdict.kind !== 'fail') throw new Error('no records');
    const known = { ...failed, verdict: { ...failed.verdict, known: 'x' } };
    for (const one of [first, known]) expect(await triedAgain(one, 3, run)).toBe(one);
    expect(run).not.toHaveBeenCalled();
  });
});

describe('a campaign in which all failures are flaky', () => {
  it('fails: on the screen, in its exit code, and in every report', async () => {
    const said: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(`${text}`) > 0);
    const origin = { splitbrain: '1', command: 'check', target: 'sim', ...plan } as const;
    const asked = { from: 0, runs: plan.runs };
    const how = { screen: new Screen(false), each: false, strict: false, goOn: '' };
    const view = new CampaignScreen({ ...origin, asked, runs: plan.runs, ...how });
    const target = failing(1);
    const { signal } = new AbortController();
    const rest = { out: folder, continuing: false, maxFailures: 10, strict: false, signal };
    const end = await proceed(
      { ...origin, ...rest, records: () => check({ ...plan, target, retries: 1 }) },
      view,
    );
    expect(view.exit(end)).toBe(1);
    expect(said.join('')).toMatch(
      /^FLAKY {2}planned-failover-loses-nothing[\s\S]*it passed on try 2/m,
    );
    expect(said.join('')).toMatch(/\d+ passed, 0 failed, \d+ flaky, 0 inconclusive/);
    const text = (name: string) => readFileSync(join(folder, name), 'utf8');
    const summary = summarySchema.parse(JSON.parse(text('summary.json')));
    expect(summary).toMatchObject({ exit: 1, fail: 0, failures: [{ flaky: true }], left: 0 });
    expect(summary.flaky).toBeGreaterThan(2);
    expect(summary.flaky + summary.pass).toBe(plan.runs);
    expect(text('junit.xml')).toContain(`tests="20" failures="${summary.flaky}"`);
    expect(JSON.parse(text('ctrf.json')).results.summary).toMatchObject({
      failed: summary.flaky,
      flaky: summary.flaky,
    });
  });
});
