import type { Course, WriteFate } from '../../../conformance/course/course.ts';
import type { Site } from '../../../model/site.ts';
import { type Layout, writesLanes } from './layout.ts';

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
  const { write, acknowledged, lost, gone } = fate;
  const { column, pitch } = layout;
  const x = (moment: number) => layout.x(moment + 1);
  const bad = lost !== undefined || gone !== undefined;
  const at = (moment: number | undefined) => {
    const one = moment === undefined ? undefined : course.moments[moment];
    return one?.kind === 'step' && 'site' in one.do ? one.do.site : undefined;
  };
  const misses = lost !== undefined && at(lost) === site ? lost : gone;
  return (
    <g class={bad ? 'write lost' : 'write'}>
      <title>{`write ${write}${lost === undefined ? '' : ', lost'}`}</title>
      {presence(fate, site).map(([from, to]) => (
        <line key={from} x1={x(from) + 3} x2={x(to) - 2} y1={y} y2={y} />
      ))}
      {at(acknowledged) === site && <circle cx={x(acknowledged) + 5} cy={y} r={3} />}
      {at(acknowledged) === site && pitch >= 8 && (
        <text x={x(acknowledged) - 2} y={y + 3} text-anchor="end">
          {write}
        </text>
      )}
      {misses !== undefined && (
        <path d={`M${x(misses) + column / 2 - 3} ${y - 3} l6 6 m0 -6 l-6 6`} />
      )}
    </g>
  );
}

/** When the write was at the site: from each moment on, up to another. */
function presence({ where, acknowledged }: WriteFate, site: Site): [number, number][] {
  const found: [number, number][] = [];
  for (const [index, sites] of where.entries()) {
    if (!sites.includes(site)) continue;
    const moment = acknowledged + index;
    const last = found.at(-1);
    if (last?.[1] === moment) last[1] = moment + 1;
    else found.push([moment, moment + 1]);
  }
  return found;
}
