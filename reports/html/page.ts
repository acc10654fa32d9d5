import { deflateRawSync } from 'node:zlib';
import type { Course } from '../../conformance/course/course.ts';
import type { DrivenFailover } from '../../conformance/course/driven-failovers.ts';
import type { Failover, MeasuredFailover } from '../../conformance/course/failovers.ts';
import type { DriverCoverage } from '../../conformance/drivers/coverage/tables.ts';
import type { DriverRecord } from '../../conformance/drivers/record.ts';
import type { MetTables } from '../../conformance/mix/met.ts';
import type { Totals } from '../../conformance/mix/totals.ts';
import type { RunRecord, WriteCounts } from '../../conformance/record.ts';
import { replayBundle, replaySeed } from '../commands.ts';
import { explanation } from '../explain/explain.ts';
import { claimOf } from '../failure.ts';
import type { Ending, Heading } from '../summary.ts';
import {
  type DriverPayload,
  type FailureEntry,
  type Payload,
  type ReportedDriver,
  type ReportIndex,
  type Row,
  reportFormat,
} from './data.ts';
import { gravestFirst } from './gravity.ts';
import type { Look } from './look.ts';
import { pack } from './pack.ts';
import { packDriven } from './pack-driven.ts';
import { type Owed, PromiseCounts } from './promised.ts';
import { type AnyRecord, drivenRowOf, isDriven, rowOf } from './row.ts';

/** What tells a report about runs, beside their records; it is told of each run once, in order. */
export interface Teller {
  courseOf(record: RunRecord): Course;
  failoversIn(course: Course): readonly Failover[];
  /** The same of a run with a driver, which has no course. */
  drivenFailovers(record: DriverRecord): readonly DrivenFailover[];
  /** What became of its acknowledged writes, given these. */
  drivenWrites(record: DriverRecord, failovers: readonly DrivenFailover[]): WriteCounts;
  /** Counts one more run. */
  count(record: AnyRecord): void;
  readonly totals: Totals;
  readonly coverage: readonly MetTables[];
  /** The same of runs with a driver. */
  readonly drivenCoverage: readonly DriverCoverage[];
}

/** A kind of failure: its simplest run, every run that met it, and the simplest one's bundle. */
export interface ReportedFailure {
  readonly shrunk: RunRecord;
  readonly seeds: readonly string[];
  readonly bundle?: string;
}

/** A way in which a driver was found wanting: the shortest run that shows it, and its bundle. */
export interface ShortestRun {
  readonly kind: string;
  readonly record: DriverRecord;
  readonly bundle: string;
}

/** What a report is made of. */
export interface ReportSource {
  readonly heading: Heading;
  /** The command line that made the runs, where that is known. */
  readonly commandLine?: string;
  readonly ending?: Ending;
  readonly strict: boolean;
  readonly failures: readonly ReportedFailure[];
  readonly records: () => Iterable<AnyRecord>;
  /** The driver that the runs were with, if they were with one; and what of its claims it owes. */
  readonly driver?: ReportedDriver & Owed & { readonly shortest: readonly ShortestRun[] };
  readonly teller: Teller;
  readonly look: Look;
}

/** How many runs are compressed together: few enough to be there at once, enough to be alike. */
const chunk = 50;

/**
 * A report as one HTML file that needs nothing else, in parts: the runs in chunks, each compressed, which the
 * page reads as they are looked at; then the index of all; then the script.
 */
export function* reportPage(source: ReportSource): Generator<string> {
  const { script, style } = source.look;
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Splitbrain report: ${escaped(source.heading.command)} on ${escaped(source.heading.target)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<div id="app"><p class="loading">Reading the report…</p></div>
`;
  const rows: Row[] = [];
  const kinds = new Map(
    source.failures.flatMap(({ seeds }, index) => seeds.map((seed) => [seed, index] as const)),
  );
  const promises = new PromiseCounts(source.strict);
  const known = new Map<string, number>();
  const payloads = payloadsOf(source, kinds, (row, record) => {
    const times = (known.get(row.seed) ?? 0) + 1;
    known.set(row.seed, times);
    rows.push({
      ...row,
      ...(times > 1 && { id: `${row.seed} (${times})` }),
      target: record.target,
    });
    promises.add(record);
  });
  let waiting: Payload[] = [];
  for (const payload of payloads) {
    waiting.push(payload);
    if (waiting.length < chunk) continue;
    yield block('chunk', waiting);
    waiting = [];
  }
  if (waiting.length > 0) yield block('chunk', waiting);
  yield block('index', indexOf(source, rows, promises));
  yield `<script>${script}</script>\n</body>\n</html>\n`;
}

function* payloadsOf(
  { records, failures, teller, strict, driver }: ReportSource,
  kinds: ReadonlyMap<string, number>,
  onRow: (row: Row, record: AnyRecord) => void,
): Generator<Payload> {
  const codes = Object.keys(driver?.claims ?? {});
  for (const record of records()) {
    teller.count(record);
    if (isDriven(record)) {
      const failovers = teller.drivenFailovers(record);
      const writes = teller.drivenWrites(record, failovers);
      const ordered = gravestFirst(record, codes);
      onRow(drivenRowOf(ordered, failovers.map(measured), writes), record);
      yield drivenPayload(ordered, failovers);
      continue;
    }
    const course = teller.courseOf(record);
    // An earlier failure that was replayed has the seed of another run, which may pass.
    const failure = record.verdict.kind === 'fail' ? kinds.get(record.seed) : undefined;
    onRow(rowOf(record, teller.failoversIn(course), strict, failure), record);
    yield payloadOf(record, course);
  }
  for (const { shrunk } of failures) yield payloadOf(shrunk, teller.courseOf(shrunk));
  for (const { record } of driver?.shortest ?? []) {
    yield drivenPayload(gravestFirst(record, codes), teller.drivenFailovers(record));
  }
}

/** A row tells how many writes a failover lost, its run tells which. */
const measured = ({ writes: _, ...failover }: DrivenFailover): MeasuredFailover => failover;

const drivenPayload = (
  record: DriverRecord,
  failovers: readonly DrivenFailover[],
): DriverPayload => ({
  driven: packDriven(record),
  lost: failovers.flatMap(({ writes }) => writes),
});

function payloadOf(record: RunRecord, course: Course): Payload {
  const explained = explanation(record, course);
  return { record, course: pack(course), ...(explained.length > 0 && { explained }) };
}

function indexOf(source: ReportSource, rows: readonly Row[], promises: PromiseCounts): ReportIndex {
  const { heading, commandLine, ending, failures, teller, driver } = source;
  const { totals, coverage, drivenCoverage } = teller;
  return {
    report: reportFormat,
    heading,
    ...(commandLine !== undefined && { commandLine }),
    ...(ending && { ending }),
    ...(driver && { driver: { name: driver.name, claims: driver.claims } }),
    shortest: (driver?.shortest ?? []).map((one, index) =>
      shortestEntryOf(one, rows.length + failures.length + index),
    ),
    rows: rowsToldApart(rows),
    failures: failures.flatMap((failure, index) => entryOf(failure, rows.length + index)),
    // Of walks only those are here that raised a suspicion: they say nothing of all.
    promised: heading.command === 'simulate' ? [] : promises.promised(driver),
    ...{ totals, coverage, drivenCoverage, chunk },
  };
}

/** Rows name what they ran on only where that is not the same for all. */
function rowsToldApart(rows: readonly Row[]): readonly Row[] {
  const isOne = new Set(rows.map(({ target }) => target)).size < 2;
  return isOne ? rows.map(({ target: _, ...row }) => row) : rows;
}

function entryOf({ shrunk, seeds, bundle }: ReportedFailure, payload: number): FailureEntry[] {
  const { verdict, mode, scenario } = shrunk;
  if (verdict.kind !== 'fail') return [];
  const { code, known } = verdict;
  const replay = bundle === undefined ? replaySeed(shrunk) : replayBundle(bundle);
  return [
    {
      ...{ code, claim: claimOf(code), mode, scenario, shrunk: payload, seeds },
      ...(known !== undefined && { known }),
      ...(replay !== undefined && { replay }),
    },
  ];
}

const shortestEntryOf = ({ kind, record, bundle }: ShortestRun, payload: number) => ({
  ...{ id: `${record.mode} ${kind}`, kind, payload },
  ...{ mode: record.mode, steps: record.steps.length, replay: replayBundle(bundle) },
});

/** Data in the page: deflated, in letters that HTML takes for text. */
const block = (kind: string, data: Payload[] | ReportIndex): string =>
  `<script type="text/plain" data-kind="${kind}">${deflateRawSync(JSON.stringify(data), { level: 6 }).toString('base64')}</script>\n`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
