import fc from 'fast-check';
import { describe, expect, it, test, vi } from 'vitest';
import { deviations } from '../../model/deviations.ts';
import { modes, sites } from '../../model/site.ts';
import { machineOf, type Variant } from '../../model/variant.ts';
import { explanation } from '../../reports/explain/explain.ts';
import type { Step } from '../../scenarios/step.ts';
import { Space } from '../../sim/space.ts';
import { check } from '../campaign/campaign.ts';
import { stepsBefore } from '../campaign/continuation.ts';
import type { Sight } from '../oracle/sight.ts';
import { plantedFaults } from '../planted/faults.ts';
import type { RunRecord } from '../record.ts';
import { run } from '../run.ts';
import { simTarget } from '../targets/sim.ts';
import type { Course, StepMoment } from './course.ts';
import { CourseReader } from './reader.ts';
import type { SiteSituation } from './situation.ts';

vi.setConfig({ testTimeout: 180_000 });

async function records(seed: string, runs: number, variant?: Variant): Promise<RunRecord[]> {
  const all: RunRecord[] = [];
  const target = simTarget(variant);
  for await (const record of check({ target, modes, seed, runs })) all.push(record);
  return all;
}

/** The record of a target that cannot be looked into. */
const opaque = (record: RunRecord): RunRecord => ({
  ...record,
  target: 'ceph 99.0',
  steps: record.steps.map(({ idle: _, ...step }) => ({ ...step, daemons: [] })),
});

const stepsOf = ({ moments }: Course): StepMoment[] =>
  moments.filter((moment) => moment.kind === 'step');

/** The role that a look would show. */
function shown({ cluster, without, role }: SiteSituation): Sight['role'] {
  const down = cluster !== 'up' || without.includes('monitor') || without.includes('osd');
  if (down) return 'unreachable';
  return role === 'demoted' || role === 'non-primary' ? 'nonprimary' : role;
}

/** What of a sight a situation contradicts. */
function wrongIn(sight: Sight, site: SiteSituation): unknown[] {
  const { role, content } = sight;
  const reads = typeof content === 'object' && site.promised;
  return [
    ...(role !== undefined && role !== shown(site) ? [[role, shown(site)]] : []),
    ...(reads && content.join() !== site.writes.join() ? [[content, site.writes]] : []),
  ];
}

/**
 * Where the course of a run does not agree with what was observed after a step, or while that was
 * looked at: daemons may act meanwhile.
 */
const disagreements = (record: RunRecord, { moments }: Course): unknown[] =>
  moments.flatMap((moment, index) => {
    if (moment.kind !== 'step' || moment.unexplained) return [];
    const { step } = moment;
    const meanwhile = moments.slice(index).filter((one) => one.step === step);
    return sites.flatMap((site) => {
      const sight = record.steps[step]?.sights[site] ?? {};
      const wrong = meanwhile.map(({ after }) => wrongIn(sight, after[site]));
      return wrong.some((found) => found.length === 0) ? [] : [[step, site, wrong[0]]];
    });
  });

const ways = fc.constantFrom<Variant | undefined>(undefined, ...plantedFaults, ...deviations);

test('the course of a simulated run agrees with all that was observed, whatever the pair does', async () => {
  const reader = new CourseReader();
  await fc.assert(
    fc.asyncProperty(fc.nat(), ways, async (seed, variant) => {
      for (const record of await records(`${seed}`, 4, variant)) {
        const course = reader.of(record);
        expect(course.certain).toBe(true);
        expect(course.ends).toBeUndefined();
        expect(stepsOf(course).map(({ step }) => step)).toEqual([...record.steps.keys()]);
        expect(disagreements(record, course)).toEqual([]);
        for (const { do: step, step: index, after } of stepsOf(course)) {
          if (step.do !== 'settle') continue;
          const sights = record.steps[index]?.sights;
          expect(sites.map((site) => after[site].status ?? 'none')).toEqual(
            sites.map((site) => sights?.[site].status),
          );
        }
        expect(JSON.parse(JSON.stringify(course))).toEqual(course);
      }
    }),
    { numRuns: 20 },
  );
});

test('where nobody can look inside, a course is one that explains all that was observed', async () => {
  const reader = new CourseReader();
  for (const record of await records('opaque', 30)) {
    const seen = opaque(record);
    const course = reader.of(seen);
    expect(course.certain).toBe(false);
    expect(course.ends).toBeUndefined();
    expect(disagreements(seen, course)).toEqual([]);
    expect(stepsOf(course).every(({ unexplained }) => unexplained === undefined)).toBe(true);
  }
});

describe('the course of a run that failed', () => {
  it('leads to the step at which it did, and tells what was possible before', async () => {
    const reader = new CourseReader();
    for (const fault of plantedFaults) {
      const failed = await records('fail', 30, fault);
      for (const record of failed.filter(({ verdict }) => verdict.kind === 'fail')) {
        for (const course of [reader.of(record), reader.of(opaque(record))]) {
          const { verdict } = record;
          const { difference } = course;
          const moment = course.moments[difference?.moment ?? -1];
          expect(verdict).toMatchObject({ step: difference?.step });
          expect(difference?.step).toBe(record.steps.length - 1);
          expect(moment).toMatchObject({ kind: 'step', step: difference?.step });
          expect(difference?.before.length).toBeGreaterThan(0);
        }
      }
    }
  });

  it('is at that step also where a write of several blocks came before', async () => {
    const steps: Step[] = [
      { do: 'create', site: 'a' },
      { do: 'enable', site: 'a' },
      { do: 'write', site: 'a', blocks: 3 },
      { do: 'settle' },
      { do: 'write', site: 'a', blocks: 2 },
      { do: 'cut' },
      { do: 'demote', site: 'a', expect: 'EBUSY' },
    ];
    const record = await run({
      ...{ name: 'several blocks', steps, mode: 'journal', seed: 'blocks', schedule: 'free' },
      ...{ target: simTarget(), model: new Space(machineOf('journal')) },
    });
    const course = new CourseReader().of(record);
    const failing = 2 + 3 + 1 + 2 + 1;
    expect(record.verdict).toMatchObject({ kind: 'fail', code: 'expectation', step: failing });
    expect(record.steps[failing]?.step.do).toBe('demote');
    expect(course.difference?.step).toBe(failing);
    expect(course.moments[course.difference?.moment ?? -1]).toMatchObject({ do: { do: 'demote' } });
    expect(explanation(record, course)[0]?.text).toMatch(
      /^The demotion of a, step 10, was accepted/,
    );
    expect(stepsBefore(steps, failing)).toBe(steps.length - 1);
  });

  it('says which writes a forced promotion loses, and from when on a write is nowhere', async () => {
    const reader = new CourseReader();
    const all = await records('lost', 80);
    for (const record of all) {
      const { writes } = reader.of(record);
      expect(writes.length).toBe(record.writes.acknowledged);
      expect(writes.some(({ lost }) => lost !== undefined)).toBe(record.writes.lost > 0);
      expect(writes.filter(({ gone }) => gone !== undefined)).toHaveLength(record.writes.discarded);
    }
    expect(all.filter(({ writes }) => writes.lost > 0).length).toBeGreaterThan(5);
  });
});
