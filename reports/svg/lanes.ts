import type { Course, WriteFate } from '../../conformance/course/course.ts';
import type { Site } from '../../model/site.ts';
import { fitting, letter } from '../html/app/fitting.ts';
import type { Stretch } from '../html/app/lanes.ts';
import { type Layout, type Placed, writesLanes } from '../html/app/layout.ts';
import { marksOf, presence } from '../html/app/presence.ts';
import { line, rounded, tag, words } from './tag.ts';

/** The lanes, but for the writes: each stretch with what it says. */
export const lanes = (layout: Layout): string =>
  layout.lanes
    .flatMap((placed) => placed.lane.stretches.map((stretch) => block(stretch, placed, layout)))
    .join('\n');

function block({ from, to, text, tone }: Stretch, { top, height }: Placed, { x }: Layout): string {
  const left = x(from);
  const width = x(to) - left;
  const middle = top + height / 2;
  const told = fitting(text, width, tone === 'main' || tone === 'bad');
  if (tone === 'quiet') {
    const start = left + (told === '' ? 2 : told.length * letter + 12);
    const end = left + width - 2;
    const rest = line([Math.min(start, end), middle, end, middle]);
    return tag('g', { class: 'quiet' }, rest, words(left + 6, middle + 4, told));
  }
  const area = { x: rounded(left + 1.5), y: rounded(top + 2.5), rx: 3 };
  const size = { width: rounded(width - 3), height: rounded(height - 5) };
  return tag(
    'g',
    { class: `stretch ${tone}` },
    tag('rect', { ...area, ...size }),
    words(left + 7, middle + 4, told),
  );
}

/** Each acknowledged write as a line at each site, for as long as it is there. */
export const writeLines = (course: Course, layout: Layout): string =>
  writesLanes(layout)
    .flatMap(({ site, top }) =>
      course.writes.map((fate, index) =>
        writeLine(course, layout, { fate, site, y: top + 8 + index * layout.pitch }),
      ),
    )
    .join('\n');

type WriteAt = { readonly fate: WriteFate; readonly site: Site; readonly y: number };

function writeLine(course: Course, layout: Layout, { fate, site, y }: WriteAt): string {
  const x = (moment: number) => layout.x(moment + 1);
  const { acknowledged, bad, misses } = marksOf(course, fate, site);
  const start = x(fate.acknowledged);
  const cross = (at: number) => `M${rounded(at + layout.column / 2 - 3)} ${y - 3}l6 6m0-6l-6 6`;
  return tag(
    'g',
    { class: bad ? 'write lost' : 'write' },
    ...presence(fate, site).map(([from, to]) => line([x(from) + 3, y, x(to) - 2, y])),
    ...(acknowledged ? [tag('circle', { cx: rounded(start + 5), cy: y, r: 3 })] : []),
    ...(acknowledged && layout.pitch >= 8
      ? [words(start - 2, y + 3, String(fate.write), { 'text-anchor': 'end' })]
      : []),
    ...(misses === undefined ? [] : [tag('path', { d: cross(x(misses)) })]),
  );
}
