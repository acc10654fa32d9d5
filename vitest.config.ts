import { defineConfig } from 'vitest/config';

const ceph = '**/*.ceph.test.ts';
const notOurs = ['**/node_modules/**', 'dist/**'];

/** Tests of real clusters come last, one file at a time: they want the machine to themselves. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'simulated',
          include: ['**/*.test.ts'],
          exclude: [ceph, ...notOurs],
          // Left to itself, vitest keeps one processor free: half of two.
          maxWorkers: '100%',
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'real',
          include: [ceph],
          exclude: notOurs,
          fileParallelism: false,
          maxWorkers: 1,
          // Real clusters wait more than they work: tests that say so run on three labs at once.
          maxConcurrency: 3,
          testTimeout: 120_000,
          // Real daemons poll on timers of their own; a test that passes on its second try says so.
          retry: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
