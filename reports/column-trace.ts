import type { Course, CourseMoment } from '../conformance/course/course.ts';
import type { Situation } from '../conformance/course/situation.ts';
import type { RunRecord } from '../conformance/record.ts';
import { columns } from './columns.ts';
import { type Component, glyphOf, lineOf, linkLine, meanings } from './glyphs.ts';
import { type Paint, plain } from './paint.ts';
import { stepText } from './step-text.ts';

/** How wide what happened, and what a site holds, may be: 100 columns with all the rest. */
const widths = { what: 42, holds: 12 } as const;

const parts: readonly Component[] = [
  ...(['cluster a', 'daemon a', 'image a'] as const),
  'link',
  ...(['image b', 'daemon b', 'cluster b'] as const),
];

/**
 * A run as its course through the model: a line for each thing that happened, a column for each part of both
 * sites and the link, a glyph where something befell it. No line is wider than 100 columns.
 */
export function columnTrace(record: RunRecord, course: Course, paint: Paint = plain): string {
  const failed = record.verdict.kind === 'fail' ? record.verdict.step : -1;
  const rows = course.moments.map((moment) => rowOf(moment, failed));
  const headings = [
    ['', '', 'site a', '', 'site b', '', '', ''],
    ['', 'seconds', 'C D I', 'L', 'I D C', 'what', 'a holds', 'b holds'],
  ];
  const [first = '', second = '', ...lines] = columns([...headings, ...rows]);
  return [
    paint('strong', first),
    paint('strong', second),
    ...lines.map((line) => (line.startsWith('>') ? paint('bad', line) : line)),
    '',
    ...legend(course),
    ...(course.certain ? [] : ['One of several courses that explain all that was seen.']),
    ...(course.ends === undefined ? [] : [`It ends here: ${course.ends}.`]),
  ].join('\n');
}

function rowOf(moment: CourseMoment, failed: number): string[] {
  const { after, step } = moment;
  const isStep = moment.kind === 'step';
  const mark = isStep && step === failed ? '>' : ' ';
  const number = isStep ? String(step + 1).padStart(3) : '';
  const [a, b] = [cells(moment, parts.slice(0, 3)), cells(moment, parts.slice(4))];
  return [
    `${mark}${number}`,
    isStep ? (moment.at / 1000).toFixed(3) : '',
    ...[a, cells(moment, ['link']), b],
    cut(whatText(moment), widths.what),
    cut(holdsText(after.a.writes), widths.holds),
    cut(holdsText(after.b.writes), widths.holds),
  ];
}

const cells = (moment: CourseMoment, of: readonly Component[]): string => {
  const event = glyphOf(moment);
  return of
    .map((part) => (event?.at === part ? event.glyph : lineIn(moment.after, part)))
    .join(' ');
};

function lineIn(situation: Situation, part: Component): string {
  if (part === 'link') return linkLine(situation.link);
  const site = part.endsWith('a') ? situation.a : situation.b;
  if (part.startsWith('cluster')) return lineOf(site, 'cluster');
  return lineOf(site, part.startsWith('daemon') ? 'daemon' : 'image');
}

function whatText(moment: CourseMoment): string {
  if (moment.kind === 'daemon') return `  ${moment.event.split('.').reverse().join(' ')}`;
  const { do: step, answer, writes } = moment;
  const told = writes === undefined ? answer : `${answer}, write ${writes.join(' ')}`;
  return [stepText(step), ...(told === undefined ? [] : [told])].join(': ');
}

/** Writes, those in a row as `1-4`. */
function holdsText(writes: readonly number[]): string {
  const rows: [number, number][] = [];
  for (const write of writes) {
    const last = rows.at(-1);
    if (last !== undefined && last[1] === write - 1) last[1] = write;
    else rows.push([write, write]);
  }
  return rows.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(' ');
}

const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, width - 1)}…`;

/** What the glyphs of a course mean, and its lines. */
function legend({ moments }: Course): string[] {
  const met = new Set(moments.flatMap((moment) => glyphOf(moment)?.glyph ?? []));
  const told = [...meanings].filter(([glyph]) => met.has(glyph));
  const lines = [''];
  for (const [glyph, meaning] of told) {
    const text = `${glyph} ${meaning}   `;
    if ((lines.at(-1) ?? '').length + text.length > 96) lines.push('');
    lines[lines.length - 1] += text;
  }
  return [
    'C cluster, D mirror daemon, I image (┃ primary, │ non-primary, ╎ demoted, . unmirrored), L link',
    ...lines.map((line) => line.trimEnd()),
  ];
}
