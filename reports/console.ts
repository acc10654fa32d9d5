import type { Failure } from '../conformance/campaign/failure.ts';
import type { EarlierNews } from '../conformance/campaign/replay-bundles.ts';
import type { Totals } from '../conformance/mix/totals.ts';
import type { RunRecord } from '../conformance/record.ts';
import { vacuousText } from './at-stake.ts';
import { replayBundle } from './commands.ts';
import { durationText } from './duration.ts';
import { totalsText } from './mix.ts';
import { type Paint, plain } from './paint.ts';
import { rateText } from './progress-line.ts';
import type { Ending, Summary } from './summary.ts';
import { type Countable, countOf, countWords, tallyText, total, verdictOf } from './tally.ts';

const paints = {
  pass: 'good',
  fail: 'bad',
  flaky: 'bad',
  known: 'unsure',
  inconclusive: 'unsure',
} as const;

/** One run on one line: its verdict, and what it is of. */
export function verdictLine(record: RunRecord, paint: Paint = plain, strict = false): string {
  const { verdict, scenario, mode, seed } = record;
  const what = scenario === 'generated' ? seed : `${scenario}, ${mode}`;
  const count = countOf(record, strict);
  const line = `${paint(paints[count], countWords[count])}  ${what}`;
  if (verdict.kind === 'pass') return line;
  const step = `at step ${verdict.step + 1}`;
  if (verdict.kind === 'inconclusive') return `${line}: inconclusive ${step}, ${verdict.reason}`;
  const again = record.flaky ? `, passed on try ${record.tries}` : '';
  const known = verdict.known === undefined ? '' : `, explained by ${verdict.known}`;
  return `${line}: ${verdict.code}, ${step}${known}${again}`;
}

/** What became of the bundle of an earlier failure, on one line. */
export function earlierLine(news: EarlierNews, paint: Paint, strict = false): string {
  const { kind, file } = news;
  if (kind === 'left alone') return `${file}: left alone, ${news.why}`;
  const word = countOf(news.record, strict);
  return `${paint(paints[word], countWords[word])}  ${file}: ${became(kind, news.record.verdict)}`;
}

function became(kind: 'kept' | 'removed', { kind: verdict }: Countable['verdict']): string {
  if (kind === 'kept') return 'an earlier failure, replayed first and kept';
  if (verdict === 'pass') return 'an earlier failure passes now, removed';
  return 'what it was saved for shows no more, removed; something else is wrong';
}

/** What a command ends with: what happened, why runs were inconclusive, each kind of failure, counts. */
export function endText(
  summary: Summary,
  failures: readonly Failure[],
  totals: Totals,
  { took, earlier, interrupted, goOn, left = 0 }: Ending,
  paint: Paint = plain,
): string {
  const { tally, reasons, vacuous } = summary;
  const kind = verdictOf(tally);
  const rate = rateText((total(tally) - earlier) / (took / 1000));
  const counts = `${total(tally)} scenarios: ${tallyText(tally)}`;
  return [
    '',
    'What happened in all of them:',
    totalsText(totals),
    '',
    ...reasons.map(
      ({ reason, count, seed }) => `${paint('unsure', '????')}  ${count} x ${reason} (${seed})`,
    ),
    ...failures.map((failure) => kindLine(failure, paint, summary.strict)),
    ...(vacuous.length === 0 ? [] : [vacuousText(vacuous)]),
    `${paint(paints[kind], counts)} (${durationText(took)}, ${rate})`,
    ...(left === 0 ? [] : [`${left} more were asked for, and not run.`]),
    ...(interrupted === undefined ? [] : [`Ended early: ${interrupted}.`]),
    ...(goOn === undefined ? [] : [`Go on with: ${goOn}`]),
  ].join('\n');
}

function kindLine(failure: Failure, paint: Paint, strict: boolean): string {
  const { first, shrunk, seeds, bundle } = failure;
  const { verdict } = shrunk;
  if (verdict.kind !== 'fail') return '';
  const { code, known } = verdict;
  const runs = seeds.length === 1 ? '1 run' : `${seeds.length} runs`;
  const again = bundle === undefined ? first.seed : replayBundle(bundle);
  const count = countOf(first, strict);
  const what = known === undefined ? code : `${known} (${code})`;
  return `${paint(paints[count], countWords[count])}  ${what}, ${first.mode}, ${runs}: ${again}`;
}
