/**
 * What a run counts as: its verdict, save that a failure which a known deviation of the release
 * explains is `known`, and one that passed when it was tried again is `flaky`.
 */
export type Count = 'pass' | 'fail' | 'flaky' | 'known' | 'inconclusive';

/** How a count is told to people. */
export const countWords: Readonly<Record<Count, string>> = {
  pass: 'PASS',
  fail: 'FAIL',
  flaky: 'FLAKY',
  known: 'KNOWN',
  inconclusive: '????',
};

/** What of a record says what it counts as. */
export interface Countable {
  readonly verdict: {
    readonly kind: 'pass' | 'fail' | 'inconclusive';
    readonly known?: string;
  };
  readonly flaky?: true;
}

/** How many runs count as what. */
export type Tally = Readonly<Record<Count, number>>;

/** No runs yet. */
export const noRuns: Tally = { pass: 0, fail: 0, flaky: 0, known: 0, inconclusive: 0 };

/** What a run counts as; if `strict`, a known deviation counts as a failure. */
export function countOf({ verdict, flaky }: Countable, strict = false): Count {
  if (flaky) return 'flaky';
  return verdict.kind === 'fail' && verdict.known !== undefined && !strict ? 'known' : verdict.kind;
}

/** Counts one more run. */
export function counted(tally: Tally, record: Countable, strict = false): Tally {
  const count = countOf(record, strict);
  return { ...tally, [count]: tally[count] + 1 };
}

/** All runs together. */
export const total = ({ pass, fail, flaky, known, inconclusive }: Tally): number =>
  pass + fail + flaky + known + inconclusive;

/** What all runs together come to; what is flaky has failed. */
export function verdictOf(tally: Tally): 'pass' | 'fail' | 'inconclusive' {
  if (tally.fail + tally.flaky > 0) return 'fail';
  return tally.inconclusive > 0 || total(tally) === 0 ? 'inconclusive' : 'pass';
}

/** The counts for people: `1990 passed, 10 failed, 0 inconclusive`. */
export function tallyText({ pass, fail, flaky, known, inconclusive }: Tally): string {
  const unsteady = flaky === 0 ? '' : `${flaky} flaky, `;
  const told = known === 0 ? '' : `${known} failed as known, `;
  return `${pass} passed, ${fail} failed, ${unsteady}${told}${inconclusive} inconclusive`;
}
