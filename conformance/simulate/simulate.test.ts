import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modes } from '../../model/site.ts';
import { exits } from '../../reports/exit.ts';
import { simulatedExit, simulatedText } from '../../reports/simulate.ts';
import { Models } from '../campaign/models.ts';
import { runSeed } from '../campaign/run.ts';
import { formatSeed } from '../campaign/seed.ts';
import { plantedFaults } from '../planted/faults.ts';
import { readReplayable, replay } from '../replay.ts';
import { simTarget } from '../targets/sim.ts';
import { type SimulateFlags, simulateJob } from './job.ts';
import { type SimulateView, simulate } from './simulate.ts';
import { walkersOf } from './walkers.ts';
import { walkText } from './walks.ts';

let out = '';
beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), 'splitbrain-simulate-'));
});
afterAll(() => rmSync(out, { recursive: true }));

const quiet: SimulateView = {
  progress: () => undefined,
  stage: () => undefined,
  failure: () => undefined,
};

/** Simulates as asked; `ends` is told how many walks there were, and may end it. */
function simulated(flags: Partial<SimulateFlags>, ends: (walks: number) => boolean = () => false) {
  const controller = new AbortController();
  const usual = { mode: 'both', seed: 'test', from: 0, maxFailures: 10, out } as const;
  const progress: SimulateView['progress'] = (counts) => {
    if (ends(counts[0]?.walks ?? 0)) controller.abort();
  };
  const job = simulateJob({ ...usual, ...flags });
  return simulate(job, '1', { ...quiet, progress }, controller.signal);
}

describe('simulate', () => {
  it('takes the same walks for the same seed, all of them or in parts', async () => {
    const whole = await simulated({ walks: 300 });
    expect(whole).toMatchObject({ end: 'complete', failed: 0, next: 300 });
    expect((await simulated({ walks: 300 })).counts).toEqual(whole.counts);
    const parts = [await simulated({ walks: 100 }), await simulated({ from: 100, walks: 200 })];
    const steps = parts.map(({ counts }) => counts[0]?.steps ?? 0);
    expect(whole.counts[0]?.steps).toBe((steps[0] ?? 0) + (steps[1] ?? 0));
    const other = await simulated({ seed: 'other', walks: 300 });
    expect(other.counts[0]?.digest).not.toBe(whole.counts[0]?.digest);
  });

  it('says of each promise in how many walks it was at stake', async () => {
    const all = await simulated({ walks: 400 });
    const text = simulatedText(all);
    expect(text).toMatch(/one-writer +journal: at stake in \d+ of 400 walks/);
    expect(text).not.toContain('vacuous');
    expect(simulatedExit(all)).toBe(exits.pass);
  });

  it('shrinks and saves what fails, and replays it from its seed and from its bundle', async () => {
    const name = 'demotion-forgets-its-last-write';
    const { failures, ...end } = await simulated({ with: name, walks: 200, maxFailures: 2 });
    expect(end).toMatchObject({ end: 'failures' });
    expect(failures.map(({ first }) => first.mode).sort()).toEqual(modes);
    for (const { first, shrunk, bundle } of failures) {
      expect(shrunk.steps).toHaveLength(3);
      for (const text of [first.seed, bundle ?? '']) {
        const { record } = await replay(readReplayable(text), { with: name }, () => undefined);
        expect(record.verdict).toMatchObject({
          kind: 'fail',
          code: 'planned-failover-loses-nothing',
        });
      }
    }
    const lines = readFileSync(join(out, 'record.jsonl'), 'utf8').trim().split('\n');
    expect(lines.length).toBeGreaterThan(2);
  });

  it('ends when it is told to, with what was done', async () => {
    const ended = await simulated({ time: 3_600_000 }, (walks) => walks >= 300);
    expect(ended).toMatchObject({ end: 'interrupted', next: 300 });
    expect(simulatedExit(ended)).toBe(exits.inconclusive);
    expect(await simulated({ time: 1 })).toMatchObject({ end: 'time' });
  });
});

/**
 * What makes it right to leave the oracle out: it finds nothing to say against a walk that raises no
 * suspicion. And every step of a walk is possible in a run.
 */
describe.each(modes)('a walk in %s mode', (mode) => {
  const variants = [undefined, ...plantedFaults];
  it.each(variants.map((variant) => [variant?.name ?? 'what is specified', variant] as const))(
    'is judged from within as an oracle judges it, with %s',
    { timeout: 120_000 },
    async (name, variant) => {
      const walkers = walkersOf(variant === undefined ? [] : [variant]);
      const bench = { target: simTarget(variant), models: new Models() };
      let suspected = 0;
      for (let index = 0; index < 100; index += 1) {
        const seed = formatSeed({ mode, text: walkText(name, index) });
        const { suspicion } = walkers(mode).walk(seed);
        const { verdict } = await runSeed(seed, bench);
        if (suspicion !== undefined) suspected += 1;
        else expect([seed, verdict]).not.toMatchObject([seed, { kind: 'fail' }]);
        const { reason = '' } = verdict.kind === 'inconclusive' ? verdict : {};
        expect(reason).toMatch(/^(the model does not follow .*: a bound of it is met)?$/);
      }
      if (variant === undefined) expect(suspected).toBe(0);
    },
  );
});
