import type { Course } from '../../conformance/course/course.ts';
import type { RunRecord } from '../../conformance/record.ts';
import { headHeight, type Layout, layoutOf } from '../html/app/layout.ts';
import { type Column, pictureOf } from '../html/app/picture.ts';
import { xmlText } from '../xml.ts';
import { foot, head, reach } from './axes.ts';
import { faults } from './faults.ts';
import { lanes, writeLines } from './lanes.ts';
import { style } from './style.ts';
import { line, rounded, tag, words } from './tag.ts';

/** How wide the names of lanes are. */
const labelWidth = 84;
/** How high the two lines above the picture are. */
const titles = 44;
/** How wide a picture is if its run is short, and how wide a column is at least. */
const [usual, narrowest] = [760, 44];

/**
 * A run over time as a picture of its own: both sites and the link between them, a column for each thing that
 * happened, as in the report. The same run gives the same picture, to the byte.
 */
export function swimLanes(record: RunRecord, course: Course): string {
  const picture = pictureOf(record, course);
  const { columns } = picture;
  const layout = layoutOf(picture, Math.max(usual, (columns.length + 1) * narrowest + 50), false);
  const { up, right } = reach(columns);
  const top = titles + up;
  const width =
    labelWidth +
    Math.ceil(Math.max(layout.width, (columns.length + 0.5) * layout.column + right + 16));
  const height = top + layout.height + 8;
  const chart = [
    failed(columns, layout),
    head(columns, layout),
    lanes(layout),
    writeLines(course, layout),
    faults(course, layout),
    foot(columns, layout),
    failedMarks(columns, layout),
  ];
  return `${tag(
    'svg',
    {
      ...{ xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` },
      ...{ role: 'img', 'aria-labelledby': 'title told' },
    },
    tag('title', { id: 'title' }, xmlText(record.scenario)),
    tag('desc', { id: 'told' }, xmlText(described(record, columns))),
    tag('style', {}, xmlText(style)),
    hatchings,
    tag('rect', { class: 'sheet', width, height, rx: 6 }),
    heading(record, course),
    tag('g', { transform: `translate(0 ${top})` }, ...labels(layout)),
    tag('g', { transform: `translate(${labelWidth} ${top})` }, chart.join('\n')),
  )}\n`;
}

/** What the picture shows, in words. */
const described = (record: RunRecord, columns: readonly Column[]): string =>
  `${came(record)} ${columns.map(({ text, answer }) => (answer === undefined ? text : `${text}: ${answer}`)).join('; ')}.`;

function came({ mode, target, verdict }: RunRecord): string {
  const on = `${mode[0]?.toUpperCase()}${mode.slice(1)} mode, on ${target}`;
  return verdict.kind === 'fail' ? `${on}: breaks ${verdict.code}.` : `${on}: ${verdict.kind}.`;
}

function heading(record: RunRecord, { certain }: Course): string {
  const told = `${came(record)}${certain ? '' : ' One of several courses that explain what was observed.'}`;
  const shade = record.verdict.kind === 'fail' ? 'broken' : 'soft';
  return [
    words(14, 20, record.scenario, { class: 'title' }),
    words(14, 37, told, { class: shade }),
  ].join('\n');
}

function labels({ lanes: placed, titles: groups, height }: Layout): string[] {
  return [
    line([labelWidth, headHeight, labelWidth, height], { class: 'edge' }),
    ...groups.map(({ text, top }) => words(14, top + 14, text, { class: 'strong' })),
    ...placed.map(({ lane, top, height: high }) =>
      words(14, top + high / 2 + 4, lane.label, {
        class: lane.name === 'link' ? 'strong' : 'soft',
      }),
    ),
    words(14, height - 6, 'time', { class: 'soft' }),
  ];
}

const failingOf = (columns: readonly Column[]): number[] =>
  columns.flatMap(({ failing }, index) => (failing ? [index + 1] : []));

const failed = (columns: readonly Column[], { column, height }: Layout): string =>
  failingOf(columns)
    .map((moment) =>
      tag('rect', {
        class: 'failed',
        x: moment * column,
        width: column,
        y: 2,
        height: height - 2,
      }),
    )
    .join('');

const failedMarks = (columns: readonly Column[], { column }: Layout): string =>
  failingOf(columns)
    .map((moment) =>
      tag(
        'g',
        { class: 'failed-mark', transform: `translate(${rounded((moment + 0.5) * column)} 12)` },
        tag('circle', { r: 6 }),
        tag('path', { d: 'M-2.5-2.5L2.5 2.5M2.5-2.5L-2.5 2.5' }),
      ),
    )
    .join('');

/** Hatchings: what is under way, and what does not work, is told without colours too. */
const hatchings = `<defs><pattern id="work" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="under" width="7" height="7"/><line class="over" x1="0" y1="0" x2="0" y2="7"/></pattern><pattern id="down" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><line class="over" x1="0" y1="0" x2="0" y2="6"/></pattern></defs>`;
