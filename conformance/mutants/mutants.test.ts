import { describe, expect, it } from 'vitest';
import { modes } from '../../model/site.ts';
import { exits } from '../../reports/exit.ts';
import { caughtPercent, mutantsExit, mutantsText } from '../../reports/mutants.ts';
import { mutantsJobs } from './job.ts';
import { mutants } from './mutants.ts';

const jobs = mutantsJobs({ mode: 'both', states: 10_000, walks: 1_000, every: 25 });

describe.each(modes)('mutants in %s mode', (mode) => {
  const job = jobs.find((one) => one.mode === mode);

  // With a tenth of the search that is usual: with all of it they are 96 and 97 in a hundred.
  it('are caught, nearly all that do wrong', { timeout: 120_000 }, async () => {
    if (job === undefined) throw new Error(`no job for ${mode}`);
    const tried = await mutants(job, () => undefined, new AbortController().signal);
    expect(tried.mutants.length).toBe(Math.ceil(tried.all / 25));
    expect(caughtPercent(tried.mutants)).toBeGreaterThanOrEqual(90);
    const codes = new Set(
      tried.mutants.flatMap(({ fate }) => (fate.kind === 'caught' ? fate.code : [])),
    );
    expect(codes.size).toBeGreaterThan(1);
    expect(mutantsText(tried)).toMatch(/% of those that do wrong were caught/);
    expect(mutantsExit([tried])).toBe(exits.pass);
  });

  it('end when they are told to', async () => {
    if (job === undefined) throw new Error(`no job for ${mode}`);
    const controller = new AbortController();
    controller.abort();
    const tried = await mutants(job, () => undefined, controller.signal);
    expect(tried).toMatchObject({ interrupted: true, mutants: [] });
    expect(mutantsExit([tried])).toBe(exits.inconclusive);
  });
});
