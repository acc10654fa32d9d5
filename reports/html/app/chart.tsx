import { useMemo } from 'preact/hooks';
import { Foot, Head } from './axes.tsx';
import type { Drawing } from './lanes.tsx';
import { type Layout, momentAt } from './layout.ts';
import type { Column } from './picture.ts';
import { Patterns, Stretches } from './stretches.tsx';

/** The picture itself: it is also the slider by which a moment is chosen. */
export function Chart({ picture, at, setAt, overLanes, layout }: Drawing & { layout: Layout }) {
  const { x, width, height } = layout;
  const { columns } = picture;
  const scrub = (event: PointerEvent) => {
    const { currentTarget } = event;
    if (!(currentTarget instanceof Element) || event.buttons === 0) return;
    const left = event.clientX - currentTarget.getBoundingClientRect().left;
    setAt(momentAt(layout, left, columns.length));
  };
  const still = useMemo(
    () => (
      <>
        <Patterns />
        <Failed columns={columns} layout={layout} />
        <Head columns={columns} layout={layout} />
        <Stretches layout={layout} />
        {overLanes?.(layout)}
        <Foot columns={columns} layout={layout} />
        <FailedMarks columns={columns} layout={layout} />
      </>
    ),
    [columns, layout, overLanes],
  );
  return (
    <div
      class="chart"
      role="slider"
      tabIndex={0}
      style={{ width: `${width}px` }}
      aria-label="Moment"
      aria-valuemin={0}
      aria-valuemax={columns.length}
      aria-valuenow={at}
      aria-valuetext={columns[at - 1]?.text ?? 'the start'}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        scrub(event);
      }}
      onPointerMove={scrub}
    >
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <rect class="cursor" x={x(at)} y={0} width={x(at + 1) - x(at)} height={height} />
        {still}
        <rect
          class="cursor-line"
          x={x(at) + 0.5}
          y={0.5}
          width={x(at + 1) - x(at) - 1}
          height={height - 1}
          rx={3}
        />
      </svg>
    </div>
  );
}

type Drawn = { readonly columns: readonly Column[]; readonly layout: Layout };

const failingOf = (columns: readonly Column[]): number[] =>
  columns.flatMap(({ failing }, index) => (failing ? [index + 1] : []));

/** The columns in which the run failed. */
const Failed = ({ columns, layout: { x, height } }: Drawn) => (
  <>
    {failingOf(columns).map((moment) => (
      <rect
        key={moment}
        class="failed"
        x={x(moment)}
        y={0}
        width={x(moment + 1) - x(moment)}
        height={height}
      />
    ))}
  </>
);

const FailedMarks = ({ columns, layout: { x, column } }: Drawn) => (
  <>
    {failingOf(columns).map((moment) => (
      <g key={moment} class="failed-mark" transform={`translate(${x(moment) + column / 2} 10)`}>
        <title>the run fails here</title>
        <circle r="7" />
        <path d="M-3 -3 L3 3 M3 -3 L-3 3" />
      </g>
    ))}
  </>
);
