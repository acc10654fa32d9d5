import type { MeasuredFailover } from '../../conformance/course/failovers.ts';
import type { DriverRecord } from '../../conformance/drivers/record.ts';
import type { RunRecord, WriteCounts } from '../../conformance/record.ts';
import { strikeNames } from '../../model/fault-ends.ts';
import { countOf } from '../tally.ts';
import type { Row } from './data.ts';
import { doneIn } from './done.ts';

const strikes: readonly string[] = strikeNames;

/** A run, of an operator or with a driver. */
export type AnyRecord = RunRecord | DriverRecord;

/** Whether it is one with a driver. */
export const isDriven = (record: AnyRecord): record is DriverRecord => 'driver' in record;

/** A run with a driver as a line of the list: of each finding its code, once. */
export function drivenRowOf(
  record: DriverRecord,
  failovers: readonly MeasuredFailover[],
  writes: WriteCounts,
): Row {
  const { seed, mode, scenario, steps, took, verdict } = record;
  return {
    ...{ seed, mode, scenario, status: countOf(record), why: findingTexts(verdict) },
    steps: steps.length,
    faults: faultsIn(steps.flatMap(doneIn).map((done) => done.do)),
    ...{ writes, took, failovers },
  };
}

function findingTexts(verdict: DriverRecord['verdict']): readonly string[] {
  if (verdict.kind === 'pass') return [];
  if (verdict.kind === 'inconclusive') return [verdict.reason];
  return [...new Set(verdict.findings.map(({ code, aspect }) => `${code}: ${aspect}`))];
}

const faultsIn = (done: readonly string[]): string[] => [
  ...new Set(done.filter((name) => strikes.includes(name))),
];

/** A run as a line of the list. */
export function rowOf(
  record: RunRecord,
  failovers: readonly MeasuredFailover[],
  strict: boolean,
  failure?: number,
): Row {
  const { seed, mode, scenario, steps, writes, took } = record;
  return {
    ...{ seed, mode, scenario, status: countOf(record, strict), why: whyOf(record) },
    steps: steps.length,
    faults: faultsIn(steps.map(({ step }) => step.do)),
    ...{ writes, took, failovers },
    ...(failure !== undefined && { failure }),
  };
}

function whyOf({ verdict }: RunRecord): readonly string[] {
  if (verdict.kind === 'pass') return [];
  if (verdict.kind === 'inconclusive') return [verdict.reason];
  const { code, known, aspect, site, seen } = verdict;
  if (known !== undefined) return [`${known} (${code})`];
  return [`${code}: ${aspect === 'outcome' ? '' : `${aspect} `}${seen} at ${site}`];
}
