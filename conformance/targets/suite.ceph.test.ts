import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deviations } from '../../model/deviations.ts';
import { modes } from '../../model/site.ts';
import { machineOf } from '../../model/variant.ts';
import type { Step } from '../../scenarios/step.ts';
import { Space } from '../../sim/space.ts';
import { check } from '../campaign/campaign.ts';
import { whySkipped } from '../lab/available.ts';
import { labUp } from '../lab/index.ts';
import { run } from '../run.ts';
import type { Target } from '../target.ts';
import { CephTarget } from './ceph.ts';
import { simTarget } from './sim.ts';
import { targetSuite } from './suite.ts';

const folder = join(tmpdir(), `splitbrain-suite-${process.pid}`);
const skip = whySkipped();
const timeout = 180_000;

const openLab = async () => {
  const lab = await labUp({ folder });
  return new CephTarget(lab, () => lab.down());
};

describe.skipIf(skip)(`real Ceph${skip ? ` (skipped: ${skip})` : ''}`, () => {
  targetSuite({ name: 'ceph', open: openLab, timeout });

  describe('under generated scenarios', () => {
    let target: Target;
    beforeAll(async () => {
      target = await openLab();
    }, timeout);
    afterAll(() => target?.close(), timeout);

    const runs = 6;
    it.each(modes)(
      'is judged in every one, in %s mode',
      { timeout: runs * timeout },
      async (mode) => {
        let judged = 0;
        for await (const { verdict, seed } of check({ target, modes: [mode], seed: 'ci', runs })) {
          const accepted = verdict.kind === 'pass' || (verdict.kind === 'fail' && verdict.known);
          expect(accepted, `${seed}: ${JSON.stringify(verdict)}`).toBeTruthy();
          judged += 1;
        }
        expect(judged).toBe(runs);
      },
    );

    it('deviates from what is specified just as the simulated pair does with that deviation', {
      timeout,
    }, async () => {
      const [deviation] = deviations;
      const steps: Step[] = [
        { do: 'create', site: 'a' },
        { do: 'enable', site: 'a' },
        { do: 'settle' },
        { do: 'write', site: 'a', blocks: 8 },
        { do: 'demote', site: 'a' },
        { do: 'resync', site: 'b' },
        { do: 'let', site: 'b', daemon: 'begin-resync' },
        { do: 'settle' },
      ];
      const model = new Space(machineOf('journal'));
      const job = {
        name: 'resync of a copy whose peer is demoted',
        steps,
        mode: 'journal',
        seed: 'x',
      } as const;
      const real = await run({ ...job, schedule: 'free', target, model });
      const simulated = await run({
        ...{ ...job, target: simTarget(deviation), model },
        schedule: 'explicit',
      });
      expect(real.verdict).toMatchObject({ kind: 'fail', known: deviation?.name });
      expect(simulated.verdict).toMatchObject({ kind: 'fail', aspect: 'role', site: 'b' });
      expect(real.verdict).toMatchObject({ aspect: 'role', site: 'b' });
    });
  });
});
