import type { RunRecord } from '../conformance/record.ts';

/**
 * What a run counts as: its verdict, save that a failure which a known deviation of the release
 * explains is `known`.
 */
export type Count = RunRecord['verdict']['kind'] | 'known';

/** How many runs count as what. */
export type Tally = Readonly<Record<Count, number>>;

/** No runs yet. */
export const noRuns: Tally = { pass: 0, fail: 0, known: 0, inconclusive: 0 };

/** What a run counts as; if `strict`, a known deviation counts as a failure. */
export const countOf = ({ verdict }: RunRecord, strict = false): Count =>
  verdict.kind === 'fail' && verdict.known !== undefined && !strict ? 'known' : verdict.kind;

/** Counts one more run. */
export function counted(tally: Tally, record: RunRecord, strict = false): Tally {
  const count = countOf(record, strict);
  return { ...tally, [count]: tally[count] + 1 };
}

/** All runs together. */
export const total = ({ pass, fail, known, inconclusive }: Tally): number =>
  pass + fail + known + inconclusive;

/** What all runs together come to. */
export function verdictOf(tally: Tally): 'pass' | 'fail' | 'inconclusive' {
  if (tally.fail > 0) return 'fail';
  return tally.inconclusive > 0 || total(tally) === 0 ? 'inconclusive' : 'pass';
}

/** The counts for people: `1990 passed, 10 failed, 0 inconclusive`. */
export function tallyText({ pass, fail, known, inconclusive }: Tally): string {
  const told = known === 0 ? '' : `${known} failed as known, `;
  return `${pass} passed, ${fail} failed, ${told}${inconclusive} inconclusive`;
}
