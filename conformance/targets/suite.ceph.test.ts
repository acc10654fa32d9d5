import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modes } from '../../model/site.ts';
import { check } from '../campaign/campaign.ts';
import { Models } from '../campaign/models.ts';
import { runSeed } from '../campaign/run.ts';
import { whySkipped } from '../lab/available.ts';
import type { Target } from '../target.ts';
import { trackRecord } from '../track-record/entries.ts';
import { look } from '../track-record/sighting.ts';
import { looks } from '../track-record/track.ts';
import type { Verdict } from '../verdict.ts';
import { openCeph } from './ceph-open.ts';
import { targetSuite } from './suite.ts';

const folder = join(tmpdir(), `splitbrain-suite-${process.pid}`);
const skip = whySkipped();
const timeout = 180_000;

const isAccepted = (verdict: Verdict): boolean =>
  verdict.kind === 'pass' || (verdict.kind === 'fail' && verdict.known !== undefined);

/** A lab for each of the tests that run at once: see vitest.config.ts. */
const openLabs = async () => (await openCeph({ folder, labs: 3 })).target;

describe.skipIf(skip)(`real Ceph${skip ? ` (skipped: ${skip})` : ''}`, () => {
  targetSuite({ name: 'ceph', open: openLabs, timeout });

  describe('under generated scenarios', () => {
    let target: Target;
    beforeAll(async () => {
      target = await openLabs();
    }, timeout);
    afterAll(() => target?.close(), timeout);

    const runs = 6;
    it.each(modes)(
      'is judged in every one, in %s mode',
      { timeout: runs * timeout },
      async (mode) => {
        let judged = 0;
        for await (const { verdict, seed } of check({ target, modes: [mode], seed: 'ci', runs })) {
          judged += 1;
          if (isAccepted(verdict)) continue;
          // Real daemons race: what is seen once in some hundred runs is told, what is seen again fails.
          console.warn(`${seed}, to be run again: ${JSON.stringify(verdict)}`);
          const again = await runSeed(seed, { target, models: new Models() });
          expect(isAccepted(again.verdict), `${seed}: ${JSON.stringify(again.verdict)}`).toBe(true);
        }
        expect(judged).toBe(runs);
      },
    );

    // What shows now and then is looked for by `bugs --repeat`: here it could not fail.
    const bugs = trackRecord()
      .filter(({ bug }) => bug.always)
      .map((entry) => ({ name: entry.bug.name, entry }));
    it.concurrent.each(bugs)(
      'deviates as known: $name',
      { timeout: 2 * timeout },
      async ({ entry }) => {
        for (const asked of looks({ entries: [entry], modes, repeat: 1 }, target)) {
          const { seen } = await look(asked, { models: new Models() });
          expect(seen).toBe(asked.expected ? 'reproduced' : 'not reproduced');
        }
      },
    );
  });
});
