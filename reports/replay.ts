import type { Course } from '../conformance/course/course.ts';
import type { RunRecord } from '../conformance/record.ts';
import { claimOf, explanationLines } from './failure.ts';
import { type Paint, plain } from './paint.ts';
import { trace } from './trace.ts';

/** A replay for people: the run step by step, as a table if not given otherwise, its verdict, and whether that is the known one. */
export function replayText(
  record: RunRecord,
  same?: boolean,
  paint: Paint = plain,
  course?: Course,
  steps = trace(record, paint),
): string {
  const { seed, mode, target, writes } = record;
  const { acknowledged, lost, discarded } = writes;
  return [
    paint('strong', `${seed}, ${mode} mode, on ${target}`),
    '',
    steps,
    '',
    ...verdictLines(record, paint),
    ...(record.verdict.kind === 'fail' ? ['', ...explanationLines(record, course), ''] : []),
    `writes: ${acknowledged} acknowledged, ${lost} lost, ${discarded} discarded`,
    ...(same === undefined ? [] : [sameText(same, paint)]),
  ].join('\n');
}

function verdictLines({ verdict }: RunRecord, paint: Paint): string[] {
  if (verdict.kind === 'pass') return [`${paint('good', 'PASS')}  every observation is allowed`];
  const step = `at step ${verdict.step + 1}`;
  if (verdict.kind === 'inconclusive') {
    return [`${paint('unsure', 'INCONCLUSIVE')}  ${step}: ${verdict.reason}`];
  }
  const { code, aspect, site, seen, allowed } = verdict;
  return [
    `${paint('bad', `FAIL  ${code}`)}, ${step}`,
    `      ${claimOf(code)}`,
    `      ${aspect} at ${site}: seen ${seen}; allowed ${allowed.join('; or ') || 'nothing'}`,
  ];
}

const sameText = (same: boolean, paint: Paint): string =>
  same
    ? 'The same verdict as in the bundle.'
    : paint('unsure', 'Not the verdict that is in the bundle.');
