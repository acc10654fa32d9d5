import type { RunRecord } from '../conformance/record.ts';
import { columns } from './columns.ts';
import { type Paint, plain } from './paint.ts';
import { sightText } from './sight-text.ts';
import { stepText } from './step-text.ts';

type StepRecord = RunRecord['steps'][number];

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

const heading = ['', 'seconds', 'step', 'answer', 'site a', 'site b'];

/** A run step by step, as a table: when, what was done, what it came to, what was seen. */
export function trace(record: RunRecord, paint: Paint = plain): string {
  const failed = record.verdict.kind === 'fail' ? record.verdict.step : -1;
  const rows = record.steps.flatMap((step, index) => rowsOf(step, index === failed));
  const [first = '', ...lines] = columns([heading, ...rows]);
  const painted = lines.map((line) => {
    if (line.startsWith('>')) return paint('bad', line);
    return rowIsDaemons(line) ? paint('faint', line) : line;
  });
  return [paint('strong', first), ...painted].join('\n');
}

const daemonMark = '..';
const rowIsDaemons = (line: string): boolean => line.startsWith(daemonMark);

function rowsOf(record: StepRecord, failed: boolean): string[][] {
  const { step, at, daemons, answer, writes, edit, sights } = record;
  const own = step.do === 'let';
  const before = own ? [] : daemons.map((done) => [daemonMark, '', daemonText(done)]);
  const number = writes === undefined ? edit && `edit ${edit}` : `write ${writes.join(' ')}`;
  const told = number === undefined ? answer : `${answer}, ${number}`;
  const row = [
    failed ? '>' : '',
    seconds(at),
    stepText(step),
    told ?? '',
    sightText(sights.a),
    sightText(sights.b),
  ];
  return [...before, row];
}

/** A step of a daemon: `replay.b` as `b replay`. */
const daemonText = (internal: string): string => internal.split('.').reverse().join(' ');
