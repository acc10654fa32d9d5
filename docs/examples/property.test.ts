import fc from 'fast-check';
import { runScenario, scenarios } from 'splitbrain';
import { expect, test } from 'vitest';

test('whatever happens to a mirrored pair, every promise is kept', async () => {
  const anything = fc.record({ steps: scenarios('snapshot'), seed: fc.string({ minLength: 1 }) });
  await fc.assert(
    fc.asyncProperty(anything, async ({ steps, seed }) => {
      const scenario = { name: 'anything', steps };
      const { verdict } = await runScenario(scenario, { mode: 'snapshot', seed });
      expect(verdict.kind).not.toBe('fail');
    }),
    { numRuns: 30, endOnFailure: true },
  );
});
