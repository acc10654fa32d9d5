import type { Course } from '../../conformance/course/course.ts';
import { bandsOf, type FaultBand } from '../html/app/faults.ts';
import { fitting } from '../html/app/fitting.ts';
import { type Layout, spanOf, titleHeight } from '../html/app/layout.ts';
import { line, rounded, tag, words } from './tag.ts';

/** Faults, each drawn over the lanes that it befalls, its name above them. */
export function faults(course: Course, layout: Layout): string {
  const bands = bandsOf(course);
  return bands
    .map((band, index) => {
      const next = bands.find((one, later) => later > index && one.site === band.site);
      const room = ((next?.from ?? Number.POSITIVE_INFINITY) - band.from) * layout.column;
      return bandOf(band, layout, room);
    })
    .join('\n');
}

function bandOf({ name, site, from, to, over }: FaultBand, layout: Layout, room: number): string {
  const ofLink = over === 'link';
  const { top, height } = ofLink
    ? spanOf(layout, undefined, ['link', 'link'])
    : spanOf(layout, site, over);
  const title = layout.titles.find((one) => one.site === site)?.top ?? 0;
  const labelAt = ofLink || site === undefined ? top - 3 : title + titleHeight - 6;
  const x = layout.x(from);
  const area = { x: rounded(x), y: top, width: rounded(layout.x(to) - x), height };
  return tag(
    'g',
    { class: 'fault' },
    tag('rect', { class: 'struck', ...area }),
    line([x, labelAt - 8, x, top + height]),
    tag('path', { d: `M${rounded(x - 4)} ${labelAt - 8}h8l-4 7z` }),
    words(x + 8, labelAt, fitting(name, room - 4)),
  );
}
