import { expect, it } from 'vitest';
import { failedRun } from '../reports/example.ts';
import { behind } from './behind.ts';
import { simTarget } from './targets/sim.ts';

const global_id = '0d9c1f3e-1111-4222-8333-abcdef012345';
const opened = Date.parse('2026-03-01T10:00:00Z');
const line = (at: number, said: string) =>
  `${new Date(opened + at).toISOString().replace('Z', '+0000')} 7f2a1c0d4700 -1 ${said}\n`;

it('keeps what each mirror daemon wrote of the image from just before the failing step on', async () => {
  const simulated = await simTarget().open({ mode: 'journal', seed: 'x', schedule: 'free' });
  const logs = {
    a:
      line(10, 'at the start') +
      line(9_000, `rbd::mirror::ImageReplayer: 0x1 [2/${global_id}] stop`),
    b: line(8_500, 'rbd::mirror::ImageReplayer: 0x2 [2/00000000-1111-4222-8333-abcdef012345] stop'),
  };
  const pair = Object.assign(simulated, {
    now: () => 10_000,
    evidence: async (site: 'a' | 'b') =>
      site === 'a' ? { mirroring: { global_id } } : 'unreachable',
    daemonLog: (site: 'a' | 'b') => ({ text: logs[site], opened }),
  });
  const [first, ...others] = failedRun.steps;
  if (first === undefined) throw new Error('a run has steps');
  const steps = [first, { ...first, at: 9_500 }, ...others];
  expect(await behind(pair, steps, 2)).toEqual({
    evidence: { a: { mirroring: { global_id } }, b: 'unreachable' },
    logs: { a: [{ at: 9_000, text: expect.stringContaining('stop') }], b: [] },
  });
});
