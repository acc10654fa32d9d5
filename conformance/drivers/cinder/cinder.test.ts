import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modes } from '../../../model/site.ts';
import type { VolumeStep } from '../../../scenarios/volumes/step.ts';
import { whyNoCinder } from '../available.ts';
import { DriverBench, stepsOf } from '../bench.ts';
import { driverCommand } from '../choice.ts';
import { knownDefects } from '../known.ts';
import { kindOfFinding } from '../record.ts';
import { shows } from '../shrink.ts';
import { SimulatedSource } from '../simulated-source.ts';
import { askModules, measuredAnswers } from './modules.ts';

const skip = whyNoCinder();
const tries = 20;

/** As many tries as a minute has room for: to start a driver anew takes a second. */
const triesOf = (steps: readonly VolumeStep[]): number =>
  steps.some((step) => step.do === 'amid' && step.strikes === 'restart') ? 4 : tries;

/** What Cinder's own driver runs as, each with defects of its own. */
const drivers = ['cinder', 'cinder-manager', 'cinder-manager-cluster'];

/** What a driver is found wanting in, in some generated scenarios. */
async function foundIn(bench: DriverBench, mode: (typeof modes)[number], count: number) {
  const found = new Map<string, string>();
  let unknown = 0;
  for (let index = 0; index < count; index += 1) {
    const seed = `sb2-${mode}-ci.${index}`;
    const { verdict } = await bench.run({
      name: 'generated',
      steps: stepsOf(seed, mode),
      mode,
      seed,
    });
    if (verdict.kind === 'inconclusive') unknown += 1;
    const findings = verdict.kind === 'fail' ? verdict.findings : [];
    for (const one of findings) found.set(kindOfFinding(one), `${seed}: ${one.saw}`);
  }
  return { found, unknown };
}

describe.skipIf(skip)(`Cinder on simulated clusters${skip ? ` (skipped: ${skip})` : ''}`, () => {
  it.each(modes)('finds modules there that answer as Ceph’s own, in %s mode', async (mode) => {
    const source = new SimulatedSource(mode);
    try {
      expect(await askModules(await source.open('modules'), mode)).toEqual(measuredAnswers[mode]);
    } finally {
      await source.close();
    }
  });

  describe.each(drivers)('by its own driver, as %s', (name) => {
    let bench: DriverBench;
    beforeAll(() => {
      bench = new DriverBench(new SimulatedSource('journal'), driverCommand(name));
    });
    afterAll(() => bench.close());

    it.each(knownDefects(name))('shows $name', async ({ scenario, bug }) => {
      const seen: boolean[] = [];
      for (let seed = 0; seed < tries && !seen.includes(true); seed += 1) {
        const given = {
          name: 'known',
          steps: scenario.steps,
          mode: 'journal',
          seed: `${seed}`,
        } as const;
        seen.push(shows(await bench.run(given), bug.finding));
      }
      expect(seen).toContain(true);
    });
  });

  it('finds ten kinds of defects and more from random seeds, without a hint', async () => {
    const bench = new DriverBench(new SimulatedSource('journal'), driverCommand('cinder'));
    const { found } = await foundIn(bench, 'journal', 150);
    await bench.close();
    const codes = new Set([...found.keys()].map((kind) => kind.split(':')[0]));
    expect(codes).toContain('planned-failover-loses-nothing');
    expect(codes).toContain('one-writer');
    expect(found.size).toBeGreaterThan(10);
  });

  describe.each(modes)('by the driver that has a choice of modes, in %s mode', (mode) => {
    let bench: DriverBench;
    beforeAll(() => {
      bench = new DriverBench(new SimulatedSource(mode), driverCommand('cinder-snapshot'));
    });
    afterAll(() => bench.close());

    it('keeps what it promises, in every one of some generated scenarios', async () => {
      const { found, unknown } = await foundIn(bench, mode, 150);
      expect([...found]).toEqual([]);
      expect(unknown).toBeLessThan(5);
    });

    it.each(knownDefects('cinder'))('has not $name', async ({ scenario, bug }) => {
      for (let seed = 0; seed < triesOf(scenario.steps); seed += 1) {
        const given = { name: 'known', steps: scenario.steps, mode, seed: `${seed}` } as const;
        const record = await bench.run(given);
        expect(shows(record, bug.finding), `seed ${seed}`).toBe(false);
      }
    });
  });
});
