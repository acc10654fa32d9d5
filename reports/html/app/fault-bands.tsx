import type { Course } from '../../../conformance/course/course.ts';
import { bandsOf, type FaultBand } from './faults.ts';
import { type Layout, spanOf, titleHeight } from './layout.ts';

/** Faults, each drawn over the lanes that it befalls, its name above them. */
export function Faults({ course, layout }: { course: Course; layout: Layout }) {
  const bands = bandsOf(course);
  return (
    <g class="faults">
      {bands.map((band, index) => {
        const next = bands.find((one, later) => later > index && one.site === band.site);
        const end = next === undefined ? Number.POSITIVE_INFINITY : layout.x(next.from);
        const room = end - layout.x(band.from);
        return <Band key={index} {...{ band, layout, room }} />;
      })}
    </g>
  );
}

/** `room`: pixels for the name, before that of the next begins. */
function Band({ band, layout, room }: { band: FaultBand; layout: Layout; room: number }) {
  const { name, site, from, to, over } = band;
  const span = spanOf(layout, site, over === 'link' ? ['link', 'link'] : over);
  const link = over === 'link' ? spanOf(layout, undefined, ['link', 'link']) : span;
  const x = layout.x(from);
  const title = layout.titles.find((one) => one.site === site)?.top ?? 0;
  const top = site === undefined || over === 'link' ? link.top : title + titleHeight;
  const labelAt = site === undefined || over === 'link' ? link.top - 3 : top - 6;
  const most = Math.floor((room - 14) / 6);
  return (
    <g class="fault">
      <title>{name}</title>
      <rect
        x={x}
        y={link.top}
        width={layout.x(to) - x}
        height={link.height}
        fill="url(#hatch-down)"
      />
      <line x1={x} x2={x} y1={labelAt - 8} y2={link.top + link.height} />
      <path d={`M${x - 4} ${labelAt - 8} h8 l-4 7 z`} />
      {most >= 3 && (
        <text x={x + 8} y={labelAt}>
          {name.length <= most ? name : `${name.slice(0, most - 1)}…`}
        </text>
      )}
    </g>
  );
}
