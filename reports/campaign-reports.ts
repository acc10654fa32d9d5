import type { Reports } from '../conformance/campaign/keep.ts';
import type { SummaryData } from '../conformance/output/summary.ts';
import type { Case } from './case.ts';
import { ctrf } from './ctrf.ts';
import { junit } from './junit.ts';

/** The reports for machines of a campaign that ends now; `cases` gives its runs, one at a time, each time anew. */
export function campaignReports(data: SummaryData, cases: () => Iterable<Case>): Reports {
  const { command, driver, target, splitbrain, seed, took } = data;
  const by = driver === undefined ? '' : ` with ${driver}`;
  const suite = { name: `${command}${by} on ${target}`, tally: data };
  const stop = Date.now();
  const heading = { ...suite, splitbrain, seed, start: stop - Math.round(took), stop };
  return {
    'summary.json': [`${JSON.stringify(data, null, 2)}\n`],
    'junit.xml': junit(suite, cases()),
    'ctrf.json': ctrf(heading, cases()),
  };
}

/** The cases of records, one at a time. */
export function* casesOf<Kept>(
  records: Iterable<Kept>,
  one: (record: Kept) => Case,
): Generator<Case> {
  for (const record of records) yield one(record);
}
