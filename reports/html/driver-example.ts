import type { DriverRecord } from '../../conformance/drivers/record.ts';
import { modes } from '../../model/site.ts';
import type { ReportSource } from './page.ts';

const absent = { role: 'absent', content: 'absent', status: 'none' } as const;
const primary = { role: 'primary', content: [1], status: 'stopped' } as const;

/** A run in which a driver lost a write and told nobody, for tests. */
export const drivenExample: DriverRecord = {
  format: 1,
  seed: 'sb1-journal-driven.1',
  scenario: 'generated',
  driver: 'Example',
  target: 'sim',
  mode: 'journal',
  verdict: {
    kind: 'fail',
    findings: [
      {
        code: 'nothing-discarded-silently',
        step: 2,
        volume: 1,
        aspect: 'failover loses writes',
        saw: 'told "failed-over", and acknowledged write 1 cannot be read at b',
      },
    ],
  },
  atStake: ['nothing-discarded-silently'],
  images: { 'volume-1': 1 },
  took: 900,
  steps: [
    {
      step: { do: 'create', volume: 1, type: 'replicated' },
      at: 100,
      answer: 'ok',
      calls: [{ site: 'a', image: 'volume-1', call: 'mirror_image_enable', args: [], ms: 2 }],
      told: { 1: 'enabled' },
      sights: { 1: { a: { ...primary, content: [] }, b: absent } },
    },
    {
      step: { do: 'write', volume: 1, blocks: 1 },
      at: 200,
      answer: 'ok',
      writes: [1],
      written: { site: 'a' },
      told: {},
      sights: {},
    },
    {
      step: { do: 'failover', to: 'b' },
      at: 900,
      answer: 'ok',
      told: { 1: 'failed-over' },
      sights: { 1: { a: primary, b: { ...primary, content: [] } } },
    },
  ],
};

/** What a report of that run is made of, beside what tells of it and its look, for tests. */
export const drivenReport: Omit<ReportSource, 'teller' | 'look'> = {
  heading: { splitbrain: '0', command: 'check', target: 'sim', modes, seed: 'driven' },
  strict: false,
  failures: [],
  records: () => [drivenExample],
  driver: {
    name: 'python3 x.py',
    claims: { 'one-writer': 'Never two.' },
    owes: (atStake) => [...atStake, 'one-writer'],
    shortest: [
      {
        kind: 'nothing-discarded-silently: failover loses writes',
        record: drivenExample,
        bundle: 'out/bundles/lost.json',
      },
    ],
  },
};
