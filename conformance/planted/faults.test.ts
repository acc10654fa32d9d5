import { describe, expect, it } from 'vitest';
import type { Mode } from '../../model/site.ts';
import { firstFailure } from '../campaign/failure.ts';
import { Models } from '../campaign/models.ts';
import type { RunRecord } from '../record.ts';
import { simTarget } from '../targets/sim.ts';
import { plantedFaults } from './faults.ts';

/** For each planted fault and mode: the one form that it shrinks to. */
const forms: Readonly<Record<string, Partial<Record<Mode, string>>>> = {
  'promotes-half-synced': {
    journal: 'no-promotion-of-a-broken-copy: create a; enable a; hold b; settle; promote b',
    snapshot:
      'no-promotion-of-a-broken-copy: create a; enable a; hold b; settle; stop-daemon b; promote b',
  },
  'resync-discards-the-wrong-side': {
    journal: 'nothing-discarded-silently: create a; enable a; settle; write a; resync b; settle',
    snapshot: 'nothing-discarded-silently: create a; enable a; write a; settle; resync b; settle',
  },
  'demotion-forgets-its-last-write': {
    journal: 'planned-failover-loses-nothing: create a; enable a; demote a writing',
    snapshot: 'planned-failover-loses-nothing: create a; enable a; demote a writing',
  },
  'forced-promotion-keeps-half-a-snapshot': {
    snapshot:
      'forced-failover-is-a-point-in-time: create a; enable a; write a; settle; ' +
      'demote a writing; let b sync-part; promote b --force',
  },
  'forced-promotion-cannot-be-repeated': {
    snapshot:
      'retry-is-safe: create a; enable a; settle; promote b --force cut-off; promote b --force',
  },
  'sync-starts-over': {
    snapshot: 'converges: create a; enable a; write a; snapshot a; settle',
  },
  'status-hides-the-split-brain': {
    journal:
      'status-tells-the-truth: create a; enable a; settle; promote b --force; demote a; settle',
    snapshot:
      'status-tells-the-truth: create a; enable a; settle; promote b --force; demote a; settle',
  },
};

const { SPLITBRAIN_SEEDS } = process.env;

/** How many seeds are tried: 20, or as many as `SPLITBRAIN_SEEDS` says. */
const seeds = Array.from(
  { length: Number(SPLITBRAIN_SEEDS ?? 20) },
  (_, index) => `planted ${index}`,
);
const runsMax = 2000;

describe.each(plantedFaults)('the planted fault $name', (variant) => {
  const expected = Object.entries(forms[variant.name] ?? {});

  it.each(expected)(
    'is found from every seed and shrinks to one form, in %s mode',
    {
      timeout: 300_000 + seeds.length * 10_000,
    },
    async (name, form) => {
      const mode: Mode = name === 'journal' ? 'journal' : 'snapshot';
      const target = simTarget(variant);
      const models = new Models();
      const met = new Map<string, number>();
      for (const seed of seeds) {
        const found = await firstFailure({ target, models, modes: [mode], seed, runs: runsMax });
        const text = found === undefined ? 'not found' : formOf(found.shrunk);
        met.set(text, (met.get(text) ?? 0) + 1);
      }
      expect([...met]).toEqual([[form, seeds.length]]);
    },
  );
});

/** The promise that a run broke, and its steps in a line. */
function formOf({ verdict, steps }: RunRecord): string {
  const code = verdict.kind === 'fail' ? verdict.code : verdict.kind;
  const words = steps.map(({ step }) =>
    Object.entries(step)
      .map(([name, value]) => (name === 'writing' ? name : value === true ? '--force' : value))
      .filter((value) => value !== false && value !== 1)
      .join(' '),
  );
  return `${code}: ${words.join('; ')}`;
}
