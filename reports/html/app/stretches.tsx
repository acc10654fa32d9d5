import { fitting, letter } from './fitting.ts';
import type { Stretch } from './lanes.ts';
import type { Layout } from './layout.ts';

/** The stretches of all lanes. */
export const Stretches = ({ layout: { lanes, x } }: { layout: Layout }) => (
  <>
    {lanes.map(({ lane, top, height }) => (
      <g key={top} data-lane={`${lane.site ?? ''}${lane.name}`}>
        {lane.stretches.map((stretch) => (
          <Block key={stretch.from} {...{ stretch, top, height, x }} />
        ))}
      </g>
    ))}
  </>
);

type BlockProps = {
  readonly stretch: Stretch;
  readonly top: number;
  readonly height: number;
  readonly x: (moment: number) => number;
};

function Block({ stretch: { from, to, text, short, tone }, top, height, x }: BlockProps) {
  const left = x(from);
  const width = x(to) - left;
  const middle = top + height / 2;
  if (tone === 'quiet') {
    const told = fitting(text, width);
    const start = left + (told === '' ? 2 : told.length * letter + 12);
    return (
      <g class="quiet">
        <title>{text}</title>
        <line
          x1={Math.min(start, left + width - 2)}
          x2={left + width - 2}
          y1={middle}
          y2={middle}
        />
        <text x={left + 6} y={middle + 4}>
          {told}
        </text>
      </g>
    );
  }
  return (
    <g class={`stretch ${tone}`}>
      <title>{text}</title>
      <rect x={left + 1.5} y={top + 2.5} width={width - 3} height={height - 5} rx={3} />
      <text x={left + 7} y={middle + 4}>
        {fitting(text, width, tone === 'main' || tone === 'bad', short)}
      </text>
    </g>
  );
}

/** Hatchings: what is under way, and what does not work, is told without colours too. */
export const Patterns = () => (
  <defs>
    <pattern
      id="hatch-work"
      width="7"
      height="7"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <rect class="under" width="7" height="7" />
      <line class="over" x1="0" y1="0" x2="0" y2="7" />
    </pattern>
    <pattern
      id="hatch-down"
      width="6"
      height="6"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(-45)"
    >
      <line class="over" x1="0" y1="0" x2="0" y2="6" />
    </pattern>
  </defs>
);
