import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mode } from '../../model/site.ts';
import { confirmedData, confirmedExit, confirmedText } from '../../reports/confirm.ts';
import { exits } from '../../reports/exit.ts';
import { parseScenario } from '../../scenarios/yaml.ts';
import { Models } from '../campaign/models.ts';
import { variantNamed } from '../campaign/variants.ts';
import { saveBundle } from '../output/bundles.ts';
import { Folder } from '../output/folder.ts';
import { run } from '../run.ts';
import { simTarget } from '../targets/sim.ts';
import { confirm } from './confirm.ts';
import { confirmJob } from './confirm-job.ts';
import { usualCommands, usualFaults } from './job.ts';

let out = '';
beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), 'splitbrain-confirm-'));
});
afterAll(() => rmSync(out, { recursive: true }));

/** The bundle of a run of these steps, on a pair that behaves so. */
async function bundleOf(name: string, mode: Mode, steps: string): Promise<string> {
  const scenario = parseScenario(`{ scenario: "${name}", steps: [${steps}] }`, 'given');
  const target = simTarget(variantNamed(name));
  const given = { name, mode, seed: `${name}-${mode}`, schedule: 'explicit', target } as const;
  const record = await run({ ...given, steps: scenario.steps, model: new Models().of(mode) });
  return saveBundle(new Folder(out), record);
}

async function confirmed(
  bundle: string,
  states = 1_000_000,
  signal = new AbortController().signal,
) {
  const flags = { commands: usualCommands, faults: usualFaults, states, out };
  return confirm(confirmJob(bundle, flags), () => undefined, signal);
}

/** What planted faults shrink to (conformance/planted/faults.test.ts). */
const shrunk: readonly (readonly [name: string, mode: Mode, steps: string])[] = [
  ['promotes-half-synced', 'journal', 'create: a, enable: a, hold: b, settle, promote: b'],
  [
    'promotes-half-synced',
    'snapshot',
    'create: a, enable: a, hold: b, settle, stop-daemon: b, promote: b',
  ],
  [
    'resync-discards-the-wrong-side',
    'journal',
    'create: a, enable: a, settle, write: a, resync: b, settle',
  ],
  [
    'resync-discards-the-wrong-side',
    'snapshot',
    'create: a, enable: a, write: a, settle, resync: b, settle',
  ],
  ['demotion-forgets-its-last-write', 'journal', 'create: a, enable: a, { demote: a, writing: 1 }'],
  [
    'demotion-forgets-its-last-write',
    'snapshot',
    'create: a, enable: a, { demote: a, writing: 1 }',
  ],
  ['sync-starts-over', 'snapshot', 'create: a, enable: a, write: a, snapshot: a, settle'],
  [
    'status-hides-the-split-brain',
    'journal',
    'create: a, enable: a, settle, { promote: b, force: true }, demote: a, settle',
  ],
  [
    'status-hides-the-split-brain',
    'snapshot',
    'create: a, enable: a, settle, { promote: b, force: true }, demote: a, settle',
  ],
];

describe('a failure', () => {
  it.each(shrunk)('is confirmed to be the shortest: %s, %s mode', async (name, mode, steps) => {
    const came = await confirmed(await bundleOf(name, mode, steps));
    expect(confirmedText(came)).toMatch(/^CONFIRMED .* by \d steps, and by no fewer/);
    expect(confirmedData(came)).toMatchObject({ finding: 'shortest', mode, behaviour: name });
    expect(confirmedExit(came)).toBe(exits.pass);
  });

  it('is found to be longer than need be, with what is shorter', async () => {
    const steps =
      'create: a, enable: a, write: a, settle, write: a, cut, heal, snapshot: a, settle';
    const came = await confirmed(await bundleOf('sync-starts-over', 'snapshot', steps));
    const { finding } = came;
    expect(finding).toMatchObject({ kind: 'shorter', record: { steps: { length: 5 } } });
    expect(confirmedText(came)).toMatch(/^SHORTER {2}converges {2}by 5 steps/);
    expect(confirmedExit(came)).toBe(exits.fail);
    const again = finding.kind === 'shorter' ? finding.bundle : '';
    expect((await confirmed(again)).finding).toEqual({ kind: 'shortest' });
  });

  it('is left open where fewer steps break it within, and nobody sees that', async () => {
    const name = 'forced-promotion-keeps-half-a-snapshot';
    const demoted = '{ demote: a, writing: 1 }, { let: b, daemon: sync-part }';
    const steps = `create: a, enable: a, write: a, settle, ${demoted}, { promote: b, force: true }`;
    const came = await confirmed(await bundleOf(name, 'snapshot', steps));
    expect(came.finding).toMatchObject({ kind: 'unseen', record: { verdict: { kind: 'pass' } } });
    expect(confirmedExit(came)).toBe(exits.inconclusive);
  });

  it('is left open where a limit is met, or a user ends it', async () => {
    const [name, mode, steps] = ['sync-starts-over', 'snapshot', shrunk[6]?.[2] ?? ''] as const;
    const bundle = await bundleOf(name, mode, steps);
    expect((await confirmed(bundle, 50)).finding).toMatchObject({ kind: 'limit' });
    const ended = await confirmed(bundle, 50, AbortSignal.abort());
    expect(ended.finding).toEqual({ kind: 'limit', looked: 0 });
    expect(confirmedExit(ended)).toBe(exits.inconclusive);
  });

  it('is refused where it is none, or none that the explorer follows', async () => {
    const sound = await bundleOf('sync-starts-over', 'snapshot', 'create: a, enable: a, settle');
    await expect(confirmed(sound)).rejects.toThrow('the run in it breaks no promise');
    const forced = '{ promote: b, force: true, interrupt: cut-off }, { promote: b, force: true }';
    const steps = `create: a, enable: a, settle, ${forced}`;
    const cut = await bundleOf('forced-promotion-cannot-be-repeated', 'snapshot', steps);
    await expect(confirmed(cut)).rejects.toThrow('does not follow commands that are interrupted');
    await expect(confirmed('sb1-journal-x.1')).rejects.toThrow('a seed; give the bundle');
  });
});
