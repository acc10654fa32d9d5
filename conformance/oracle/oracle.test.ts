import { describe, expect, it } from 'vitest';
import { eventsMax } from '../../model/history.ts';
import { modes } from '../../model/site.ts';
import { machineOf } from '../../model/variant.ts';
import type { Step } from '../../scenarios/step.ts';
import { Space } from '../../sim/space.ts';
import { check } from '../campaign/campaign.ts';
import type { RunRecord, StepRecord } from '../record.ts';
import { explainedBy } from '../rejudge.ts';
import { run } from '../run.ts';
import { simTarget } from '../targets/sim.ts';
import { BoundMet } from './bound.ts';
import { Oracle } from './oracle.ts';

const target = simTarget();

/** A record in which what `change` gives back takes the place of each step. */
const altered = (record: RunRecord, change: (step: StepRecord, index: number) => StepRecord) => ({
  ...record,
  steps: record.steps.map(change),
});

describe.each(modes)('the oracle, in %s mode', (mode) => {
  const model = new Space(machineOf(mode));
  const passing = () => check({ target, modes: [mode], seed: 'oracle', runs: 150 });

  it('allows every run of the pair that it describes', async () => {
    for await (const record of passing()) expect(explainedBy(model, record)).toBe(true);
  });

  it('does not judge what the bounded history has no room for', () => {
    const oracle = new Oracle(model);
    oracle.command('create.a', 'a', 'ok');
    oracle.command('enable.a', 'a', 'ok');
    const nextOf = () => Math.max(...[...oracle.belief].map((id) => model.view(id).context.next));
    for (let number = 1; nextOf() < eventsMax - 1; number += 1) {
      expect(oracle.command('write.a', 'a', 'ok', number)).toBeUndefined();
    }
    expect(oracle.command('demote.a', 'a', 'ok')).toBeUndefined();
    expect(() => oracle.command('promote.b', 'b', 'ok')).toThrow(BoundMet);
  });

  it('notices an acknowledged write that a settled primary no longer holds', async () => {
    let tried = 0;
    for await (const record of passing()) {
      const last = record.steps.at(-1);
      const site = (['a', 'b'] as const).find((name) => last?.sights[name].role === 'primary');
      const content = site && last?.sights[site].content;
      if (site === undefined || !Array.isArray(content) || content.length === 0) continue;
      const doubted = record.steps.some(
        ({ answer, writes }) => answer === 'INTERRUPTED' && writes?.includes(content.at(-1)),
      );
      if (doubted) continue;
      const fewer = altered(record, (step) => {
        if (step !== last) return step;
        const sight = { ...step.sights[site], content: content.slice(0, -1) };
        return { ...step, sights: { ...step.sights, [site]: sight } };
      });
      expect(explainedBy(model, fewer), record.seed).toBe(false);
      tried += 1;
    }
    expect(tried).toBeGreaterThan(30);
  });

  it('notices a refusal that should not be, and an acceptance that should not be', async () => {
    let tried = 0;
    for await (const record of passing()) {
      const index = record.steps.findIndex(({ step }) => step.do === 'demote');
      const demotion = record.steps[index];
      if (demotion?.answer !== 'ok' && demotion?.answer !== 'EINVAL') continue;
      const answer = demotion.answer === 'ok' ? 'EINVAL' : 'ok';
      const lie = altered(record, (step, at) => (at === index ? { ...step, answer } : step));
      expect(explainedBy(model, lie), record.seed).toBe(false);
      tried += 1;
    }
    expect(tried).toBeGreaterThan(20);
  });

  it('notices a split-brain that is told to be replaying', async () => {
    const steps: Step[] = [
      { do: 'create', site: 'a' },
      { do: 'enable', site: 'a' },
      { do: 'settle' },
      { do: 'promote', site: 'b', force: true },
      { do: 'demote', site: 'a' },
      { do: 'settle' },
    ];
    const job = { name: 'fork', steps, mode, seed: 'fork', schedule: 'explicit' } as const;
    const record = await run({ ...job, target, model });
    const last = record.steps.at(-1);
    expect(last?.sights.a.status).toBe('split-brain');
    const lie = altered(record, (step) => {
      if (step !== last) return step;
      return { ...step, sights: { ...step.sights, a: { ...step.sights.a, status: 'replaying' } } };
    });
    expect(explainedBy(model, lie)).toBe(false);
  });
});
