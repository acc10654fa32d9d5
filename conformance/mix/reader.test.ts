import { describe, expect, it } from 'vitest';
import { deviationsOf } from '../../model/deviations.ts';
import { modes } from '../../model/site.ts';
import { check } from '../campaign/campaign.ts';
import { OutputError } from '../output/error.ts';
import type { RunRecord } from '../record.ts';
import { simTarget } from '../targets/sim.ts';
import { Reader, readingOf } from './reader.ts';

async function records(runs: number, target = simTarget()): Promise<RunRecord[]> {
  const all: RunRecord[] = [];
  for await (const record of check({ target, modes, seed: 'reader', runs })) all.push(record);
  return all;
}

/** The record of a target that cannot be looked into. */
const opaque = (record: RunRecord, target: string): RunRecord => ({
  ...record,
  target,
  steps: record.steps.map(({ idle: _, ...step }) => ({ ...step, daemons: [] })),
});

describe('what a run met', () => {
  it('is known of a simulated pair, step by step', async () => {
    const reader = new Reader(readingOf('sim'));
    for (const record of await records(20)) {
      for (const { states } of reader.momentsOf(record)) expect(states).toHaveLength(1);
    }
  });

  it('is among what is thought possible where nobody can look inside', async () => {
    const exact = new Reader(readingOf('sim'));
    const guess = new Reader({ exact: false, variants: [] }, true);
    let certain = 0;
    let all = 0;
    for (const record of await records(40)) {
      const thought = guess.momentsOf(opaque(record, 'ceph 99.0'));
      const known = exact.momentsOf(record);
      expect(thought.map(({ step, event }) => [step, event])).toEqual(
        known.map(({ step, event }) => [step, event]),
      );
      for (const [index, { states }] of known.entries()) {
        const possible = thought[index]?.states ?? [];
        expect(possible).toContainEqual(states[0]);
        all += 1;
        certain += possible.length === 1 ? 1 : 0;
      }
    }
    expect(certain).toBeGreaterThan(all / 4);
  });

  it('is told more of where what looked settled is taken to have been', async () => {
    const [trusting, doubting] = [false, true].map(
      (doubt) => new Reader({ exact: false, variants: [] }, doubt),
    );
    let fewer = 0;
    for (const record of await records(20)) {
      const seen = opaque(record, 'ceph 99.0');
      const all = doubting?.momentsOf(seen) ?? [];
      for (const [index, { states }] of (trusting?.momentsOf(seen) ?? []).entries()) {
        const possible = all[index]?.states ?? [];
        for (const state of states) expect(possible).toContainEqual(state);
        if (states.length < possible.length) fewer += 1;
      }
    }
    expect(fewer).toBeGreaterThan(20);
  });

  it('is told by what the release is known for, where the run left what is specified', async () => {
    const [bug] = deviationsOf('20.2.4').filter(({ name }) => name === 'unmirrored-is-invalid');
    const failed = (await records(60, simTarget(bug))).find(
      ({ verdict }) => verdict.kind === 'fail',
    );
    if (failed === undefined) throw new Error('not met');
    const record = opaque(failed, 'ceph 20.2.4');
    const last = new Reader(readingOf('ceph 20.2.4')).momentsOf(record).at(-1);
    expect(last).toMatchObject({ step: record.steps.length - 1, answer: 'EINVAL' });
  });

  it('cannot be told from the record of another model', async () => {
    const [record] = await records(1);
    if (record === undefined) throw new Error('no record');
    const [first, ...rest] = record.steps;
    if (first === undefined) throw new Error('no steps');
    const strange = { ...record, steps: [{ ...first, daemons: ['replay.b'] as const }, ...rest] };
    expect(() => new Reader(readingOf('sim')).momentsOf(strange)).toThrow(OutputError);
  });
});

it('reads targets by their names', () => {
  expect(readingOf('sim')).toEqual({ exact: true, variants: [] });
  expect(readingOf('sim with pacific').variants).toEqual(deviationsOf('16'));
  expect(readingOf('ceph 18.2.7')).toEqual({ exact: false, variants: deviationsOf('18.2.7') });
});
