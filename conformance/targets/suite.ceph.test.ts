import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deviations } from '../../model/deviations.ts';
import { modes } from '../../model/site.ts';
import { machineOf } from '../../model/variant.ts';
import { Space } from '../../sim/space.ts';
import { check } from '../campaign/campaign.ts';
import { whySkipped } from '../lab/available.ts';
import { labUp } from '../lab/index.ts';
import { run } from '../run.ts';
import type { Target } from '../target.ts';
import { CephTarget } from './ceph.ts';
import { bugOf, targetSuite } from './suite.ts';

const folder = join(tmpdir(), `splitbrain-suite-${process.pid}`);
const skip = whySkipped();
const timeout = 180_000;

const openLab = async () => {
  const lab = await labUp({ folder });
  return new CephTarget(lab, (left) => left.down());
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

    const bugs = deviations.flatMap((deviation) => bugOf(deviation) ?? []);
    it.each(bugs)('deviates as known: $name', { timeout: 2 * timeout }, async (bug) => {
      for (const mode of bug.modes) {
        const model = new Space(machineOf(mode));
        const job = { name: bug.name, steps: bug.steps, mode, seed: bug.name, model };
        const { verdict } = await run({ ...job, schedule: 'free', target });
        const allowed = bug.deviation.always ? [bug.deviation.name] : [bug.deviation.name, 'pass'];
        expect(allowed).toContain(verdict.kind === 'fail' ? verdict.known : verdict.kind);
      }
    });
  });
});
