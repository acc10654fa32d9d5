import type { FaultBand } from './faults.ts';
import type { Layout } from './layout.ts';

/** The faults of a run with a driver: from where each strikes, over the lanes of all that is at a site that is down. */
export const DriverFaults = ({
  bands,
  layout,
}: {
  bands: readonly FaultBand[];
  layout: Layout;
}) => (
  <g class="faults">
    {bands.map((band, index) => (
      <Band key={index} band={band} layout={layout} />
    ))}
  </g>
);

function Band({ band, layout }: { band: FaultBand; layout: Layout }) {
  const { name, site, from, to } = band;
  const [x, end] = [layout.x(from), layout.x(to)];
  const isWhole = name === 'stop-site' || name === 'kill-site';
  const over = layout.lanes.filter(({ lane }) => isWhole && lane.site === site);
  const [top, bottom] = [layout.lanes[0], layout.lanes.at(-1)];
  if (top === undefined || bottom === undefined) return null;
  return (
    <g class="fault">
      <title>{site === undefined ? name : `${name} ${site}`}</title>
      <line x1={x} x2={x} y1={top.top} y2={bottom.top + bottom.height} />
      {over.map(({ top: y, height }) => (
        <rect key={y} x={x} y={y} width={end - x} height={height} fill="url(#hatch-down)" />
      ))}
    </g>
  );
}
