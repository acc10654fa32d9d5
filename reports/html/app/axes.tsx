import { headHeight, type Layout } from './layout.ts';
import type { Column } from './picture.ts';
import { duration } from './words.ts';

type Drawn = { readonly columns: readonly Column[]; readonly layout: Layout };

/** Which step each moment is; a daemon's is a dot, a fault has a point above it. */
export function Head({ columns, layout: { x: xOf, column, height } }: Drawn) {
  let free = 0;
  return (
    <g class="axis">
      {columns.map(({ kind, text, number }, index) => {
        const x = xOf(index + 1);
        const middle = x + column / 2;
        const told = number !== undefined && x >= free;
        if (told) free = x + Math.max(column, String(number).length * letter + 4);
        return (
          <g key={index}>
            <title>{text}</title>
            <line class="grid" x1={x} x2={x} y1={headHeight - 4} y2={height} />
            {number === undefined ? (
              <circle class="dot" cx={middle} cy={headHeight - 13} r={2} />
            ) : (
              told && (
                <text x={middle} y={headHeight - 9} text-anchor="middle">
                  {number}
                </text>
              )
            )}
            {kind === 'fault' && <path class="point" d={`M${middle - 4} 4 h8 l-4 7 z`} />}
            {kind === 'fault-end' && <path class="point end" d={`M${middle - 3} 10 h6 l-3 -5 z`} />}
          </g>
        );
      })}
    </g>
  );
}

/** How wide a letter of the foot is, about. */
const letter = 6.5;

/** When steps had ended, as far as there is room to say so. */
export function Foot({ columns, layout: { x: xOf, height } }: Drawn) {
  let free = 0;
  const times = columns.flatMap(({ at }, index) => {
    const x = xOf(index + 1) + 3;
    if (at === undefined || x < free) return [];
    const text = duration(at);
    free = x + text.length * letter + 14;
    return [{ x, text }];
  });
  return (
    <g class="axis foot">
      {times.map(({ x, text }) => (
        <text key={x} x={x} y={height - 6}>
          {text}
        </text>
      ))}
    </g>
  );
}
