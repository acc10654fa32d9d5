import type { Course, WriteFate } from '../../../conformance/course/course.ts';
import type { Site } from '../../../model/site.ts';
import { type Layout, writesLanes } from './layout.ts';
import { marksOf, presence } from './presence.ts';

/** Each acknowledged write as a line at each site, for as long as it is there. */
export const WriteLines = ({ course, layout }: { course: Course; layout: Layout }) => (
  <g class="writes">
    {writesLanes(layout).map(({ site, top }) =>
      course.writes.map((fate, index) => (
        <Line
          key={`${site}${fate.write}`}
          {...{ fate, site, course, layout }}
          y={top + 8 + index * layout.pitch}
        />
      )),
    )}
  </g>
);

type LineProps = {
  readonly fate: WriteFate;
  readonly site: Site;
  readonly y: number;
  readonly course: Course;
  readonly layout: Layout;
};

function Line({ fate, site, y, course, layout }: LineProps) {
  const { write, acknowledged, lost } = fate;
  const { column, pitch } = layout;
  const x = (moment: number) => layout.x(moment + 1);
  const marks = marksOf(course, fate, site);
  return (
    <g class={marks.bad ? 'write lost' : 'write'}>
      <title>{`write ${write}${lost === undefined ? '' : ', lost'}`}</title>
      {presence(fate, site).map(([from, to]) => (
        <line key={from} x1={x(from) + 3} x2={x(to) - 2} y1={y} y2={y} />
      ))}
      {marks.acknowledged && <circle cx={x(acknowledged) + 5} cy={y} r={3} />}
      {marks.acknowledged && pitch >= 8 && (
        <text x={x(acknowledged) - 2} y={y + 3} text-anchor="end">
          {write}
        </text>
      )}
      {marks.misses !== undefined && (
        <path d={`M${x(marks.misses) + column / 2 - 3} ${y - 3} l6 6 m0 -6 l-6 6`} />
      )}
    </g>
  );
}
