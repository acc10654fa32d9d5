import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modes } from '../../model/site.ts';
import { machineOf } from '../../model/variant.ts';
import { placeIn } from '../../scenarios/scenario.ts';
import type { Step } from '../../scenarios/step.ts';
import { readScenario } from '../../scenarios/yaml.ts';
import { Space } from '../../sim/space.ts';
import type { RunRecord } from '../record.ts';
import { run } from '../run.ts';
import type { Target } from '../target.ts';

const corpus = join(import.meta.dirname, '../../scenarios/corpus');

/** How a target is put to the suite. */
export interface Candidate {
  readonly name: string;
  open(): Promise<Target>;
  /** The longest that one scenario may take, in milliseconds; one that waits for a schedule, four times as long. */
  readonly timeout: number;
}

/**
 * What every target has to pass: the named scenarios, in each of their modes, and a few that show
 * that the harness sees through it. One suite, run over every implementation, several of it at once.
 */
export function targetSuite({ name, open, timeout }: Candidate): void {
  describe(`target ${name}`, () => {
    let target: Target;
    beforeAll(async () => {
      target = await open();
    }, 120_000);
    afterAll(() => target?.close(), 60_000);

    const files = readdirSync(corpus).filter((file) => file.endsWith('.yaml'));
    for (const file of files) {
      const scenario = readScenario(join(corpus, file));
      const waits = scenario.steps.some((step) => step.do === 'schedule');
      const longest = { timeout: waits ? 4 * timeout : timeout };
      it.concurrent.each(scenario.modes)(
        `runs "${scenario.name}" in %s mode`,
        longest,
        async (mode) => {
          const place = placeIn(scenario);
          const model = new Space(machineOf({ mode, ...place }));
          const job = {
            name: scenario.name,
            steps: scenario.steps,
            seed: `suite-${file}`,
            ...place,
          };
          const record = await run({ ...job, mode, schedule: 'free', target, model });
          expect(verdictOf(record)).toEqual({ kind: 'pass' });
        },
      );
    }

    it.concurrent.each(modes)(
      'reads back what was written, in %s mode',
      { timeout },
      async (mode) => {
        const steps: Step[] = [
          { do: 'create', site: 'a' },
          { do: 'write', site: 'a', blocks: 3 },
          { do: 'settle' },
        ];
        const model = new Space(machineOf(mode));
        const job = { name: 'read back', steps, seed: 'suite-read-back' };
        const record = await run({ ...job, mode, schedule: 'free', target, model });
        expect(record.steps.at(-1)?.sights.a.content).toEqual([1, 2, 3]);
        expect(record.writes).toEqual({ acknowledged: 3, lost: 0, discarded: 0 });
      },
    );

    it.concurrent('ends with a failure where a scenario asks for another outcome', {
      timeout,
    }, async () => {
      const steps: Step[] = [{ do: 'demote', site: 'a', expect: 'ok' }];
      const model = new Space(machineOf('journal'));
      const job = { name: 'expectation', steps, seed: 'suite-expectation' };
      const record = await run({ ...job, mode: 'journal', schedule: 'free', target, model });
      expect(record.verdict).toMatchObject({ kind: 'fail', code: 'expectation', seen: 'ENOENT' });
    });
  });
}

/** A verdict, with the last steps where it is not a pass, so that a test log tells the story. */
const verdictOf = ({ verdict, steps }: RunRecord) =>
  verdict.kind === 'pass' ? verdict : { ...verdict, lastSteps: steps.slice(-4) };
