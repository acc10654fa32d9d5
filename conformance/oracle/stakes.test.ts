import { describe, expect, it } from 'vitest';
import { promiseCodes } from '../../model/promises.ts';
import { modes } from '../../model/site.ts';
import { machineOf } from '../../model/variant.ts';
import type { Step } from '../../scenarios/step.ts';
import { Space } from '../../sim/space.ts';
import { check } from '../campaign/campaign.ts';
import { run } from '../run.ts';
import { simTarget } from '../targets/sim.ts';

const models = {
  journal: new Space(machineOf('journal')),
  snapshot: new Space(machineOf('snapshot')),
};

describe.each(modes)('what is at stake, in %s mode', (mode) => {
  async function atStake(...then: Step[]) {
    const steps: Step[] = [
      { do: 'create', site: 'a' },
      { do: 'enable', site: 'a' },
      { do: 'write', site: 'a', blocks: 1 },
      ...then,
    ];
    const how = { mode, seed: 'stakes', schedule: 'free' } as const;
    const record = await run({
      ...{ name: 'stakes', steps, ...how, target: simTarget(), model: models[mode] },
    });
    expect(record.verdict).toEqual({ kind: 'pass' });
    return record.atStake;
  }
  const settle = { do: 'settle' } as const;

  it('is nothing where nobody looks at what mirroring did', async () => {
    expect(await atStake()).toEqual([]);
  });

  it('is what a pair that settled could have shown, and no promise of failovers', async () => {
    expect(await atStake(settle)).toEqual([
      ...(['nothing-discarded-silently', 'status-tells-the-truth', 'converges'] as const),
    ]);
  });

  it('is one writer only where a promotion is to be refused', async () => {
    const demoted: Step[] = [settle, { do: 'demote', site: 'a' }, settle];
    const promote: Step = { do: 'promote', site: 'b', force: false };
    const planned = await atStake(...demoted, promote);
    expect(planned).toContain('planned-failover-loses-nothing');
    expect(planned).not.toContain('one-writer');
    expect(await atStake(settle, promote)).toContain('one-writer');
  });

  it('is a point in time only after a forced failover', async () => {
    const forced = await atStake(settle, { do: 'promote', site: 'b', force: true });
    expect(forced).toContain('forced-failover-is-a-point-in-time');
    expect(forced).not.toContain('planned-failover-loses-nothing');
  });

  it('is what is left behind only after an end', async () => {
    expect(await atStake(settle, { do: 'remove', site: 'a' }, settle)).toContain(
      'nothing-left-behind',
    );
  });

  it('is every promise, in many generated runs', async () => {
    const found = new Set<string>();
    for await (const { atStake = [] } of check({
      ...{ target: simTarget(), modes: [mode], seed: 'stakes', runs: 300 },
    })) {
      for (const code of atStake) found.add(code);
    }
    expect(promiseCodes.filter((code) => !found.has(code))).toEqual([]);
  });
});
