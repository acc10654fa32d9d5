import { expect, test } from 'vitest';
import { whyText } from '../../reports/why.ts';
import { stepSchema } from '../../scenarios/step.ts';
import { Models } from '../campaign/models.ts';
import { runGiven } from '../campaign/run.ts';
import { UsageError } from '../campaign/usage.ts';
import { variantNamed } from '../campaign/variants.ts';
import { resolve } from '../resolve.ts';
import { simTarget } from '../targets/sim.ts';
import { why } from './why.ts';

const name = 'forced-promotion-rolls-back-too-far';
const quiet = () => undefined;

test('a failure that a schedule decides becomes inevitable at some step', async () => {
  const steps = [
    ...[
      { do: 'create', site: 'a' },
      { do: 'write', site: 'a', blocks: 1 },
      { do: 'enable', site: 'a' },
    ],
    ...[{ do: 'settle' }, { do: 'snapshot', site: 'a' }],
    { do: 'let', site: 'b', daemon: 'sync-part' },
    { do: 'promote', site: 'b', force: true },
  ].map((step) => stepSchema.parse(step));
  const given = { name: 'x', steps, mode: 'snapshot', seed: 'x', schedule: 'explicit' } as const;
  const target = simTarget(variantNamed(name));
  const record = await runGiven(given, { target, models: new Models() });
  const found = await why(record, { schedules: 20 }, quiet);
  const { odds, inevitable = -1 } = found;
  expect(odds).toHaveLength(resolve(record).length + 1);
  expect(odds.slice(inevitable).every(({ failed, runs }) => failed === runs)).toBe(true);
  expect(odds.some(({ failed, runs }) => failed < runs)).toBe(true);
  expect(inevitable).toBeGreaterThan(0);
  expect(await why(record, { schedules: 20 }, quiet)).toEqual(found);
  expect(whyText(found)).toMatch(/^>.* 100 % {2}█{30}$/m);
  expect(whyText(found)).toMatch(/It was inevitable after .*: every schedule fails\.$/);
});

test('a failure that steps alone decide was inevitable from the start', async () => {
  const target = simTarget(variantNamed('unmirrored-is-invalid'));
  const steps = [
    { do: 'create', site: 'a' },
    { do: 'promote', site: 'a', force: false },
  ] as const;
  const given = { name: 'x', steps, mode: 'journal', seed: 'x', schedule: 'free' } as const;
  const record = await runGiven(given, { target, models: new Models() });
  const found = await why(record, { schedules: 5 }, quiet);
  expect(found.inevitable).toBe(0);
  expect(whyText(found)).toContain('The steps alone decide it');
  const passed = await runGiven(given, { target: simTarget(), models: new Models() });
  await expect(why(passed, { schedules: 5 }, quiet)).rejects.toThrow(UsageError);
});
