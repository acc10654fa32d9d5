import type { Happened, Odds, Why } from '../conformance/why/why.ts';
import { columns } from './columns.ts';
import { type Paint, plain } from './paint.ts';
import { stepText } from './step-text.ts';

/** Characters of a bar that stands for certainty. */
const full = 30;

/** From which step on a failure was inevitable, as a table with bars. */
export function whyText(why: Why, paint: Paint = plain): string {
  const { record, schedules, odds } = why;
  const { verdict } = record;
  const code = verdict.kind === 'fail' ? verdict.code : verdict.kind;
  const rows = odds.map((one, index) => [
    index === why.inevitable ? '>' : '',
    ...fixedText(one.after),
    percent(one),
    bar(one),
  ]);
  const heading = ['', '', 'as it was up to', 'fails', ''];
  const [first = '', ...lines] = columns([heading, ...rows]);
  return [
    paint('strong', `${record.seed}, ${record.mode} mode, on ${record.target}: ${code}`),
    `How often it fails with other schedules, ${schedules} from each point on:`,
    '',
    paint('strong', first),
    ...lines.map((line) => (line.startsWith('>') ? paint('bad', line) : line)),
    '',
    ...endingLines(why),
  ].join('\n');
}

function fixedText(after: Happened | undefined): string[] {
  if (after === undefined) return ['', 'nothing'];
  const { step, do: done, by } = after;
  if (by === 'step') return [String(step).padStart(3), stepText(done)];
  return ['', `  ${stepText(done).replace(/^let /, '')}`];
}

const share = ({ failed, runs }: Odds): number => (runs === 0 ? 0 : failed / runs);

function percent(odds: Odds): string {
  if (odds.runs === 0) return '   ?';
  const rounded = Math.round(share(odds) * 100);
  const isBetween = odds.failed > 0 && odds.failed < odds.runs;
  const shown = isBetween ? Math.min(99, Math.max(1, rounded)) : rounded;
  return `${String(shown).padStart(3)} %`;
}

function bar(odds: Odds): string {
  const length = Math.round(share(odds) * full);
  return '█'.repeat(odds.failed > 0 ? Math.max(1, length) : 0);
}

function endingLines({ odds, inevitable, possible }: Why): string[] {
  const named = (index: number) => {
    const after = odds[index]?.after;
    if (after === undefined) return 'anything happened';
    const text = stepText(after.do).replace(/^let (\w) /, "the daemons' step of $1, ");
    return after.by === 'step'
      ? `step ${after.step}, ${text}`
      : `${text}, before step ${after.step}`;
  };
  const never =
    possible === undefined ? [] : [`Before ${named(possible)}, none of the schedules failed.`];
  if (inevitable === 0) return ['The steps alone decide it: every schedule fails.'];
  if (inevitable === undefined) return [...never, 'To the end, other schedules still pass.'];
  return [...never, `It was inevitable after ${named(inevitable)}: every schedule fails.`];
}

/** The same for machines. */
export const whyData = ({ record, schedules, odds, inevitable, possible }: Why) => ({
  seed: record.seed,
  mode: record.mode,
  target: record.target,
  ...(record.verdict.kind === 'fail' && { code: record.verdict.code }),
  schedules,
  odds,
  ...(inevitable !== undefined && { inevitable }),
  ...(possible !== undefined && { possible }),
});
