import { scaleLog } from 'd3-scale';
import { useState } from 'preact/hooks';
import type { MetTables } from '../../../conformance/mix/met.ts';
import type { MixCell, MixRow } from '../../../conformance/mix/rows.ts';
import type { Part } from './app.tsx';
import { Command } from './copy.tsx';
import { counted } from './words.ts';

const titles = {
  faults: 'Faults and their ends, by the stage of the replayer',
  commands: 'Commands, by what they met at their site',
  changes: 'Roles of the image at a site, by the role before',
} as const;

const names = ['faults', 'commands', 'changes'] as const;

/** What the runs met, and what they did not: for each target and mode, three tables. */
export function Coverage({ index }: Part) {
  const [whole, setWhole] = useState(false);
  return (
    <section class="coverage" aria-label="Coverage">
      <h1>What the runs met</h1>
      <p>
        The stronger its colour, the more often a cell was met; a dot was not met in these runs. Not
        every cell can be: which can, tells
      </p>
      <Command text="npx splitbrain mix" />
      <label>
        <input type="checkbox" checked={whole} onChange={() => setWhole(!whole)} /> with the rows
        and columns that were never met
      </label>
      {index.coverage.map((one) => (
        <Ground key={`${one.target} ${one.mode}`} one={one} whole={whole} />
      ))}
    </section>
  );
}

const Ground = ({ one, whole }: { one: MetTables; whole: boolean }) => (
  <section>
    <h2>
      {one.target}, {one.mode} mode: {counted(one.runs, 'run')}
    </h2>
    {names.map((name) => (
      <Heat key={name} title={titles[name]} rows={one.tables[name]} whole={whole} />
    ))}
  </section>
);

const isMet = ({ met, perhaps }: MixCell): boolean => met > 0 || perhaps > 0;

/** A table of how often each cell was met. */
function Heat({ title, rows, whole }: { title: string; rows: readonly MixRow[]; whole: boolean }) {
  const cells = rows.flatMap((row) => row.cells);
  const shown = rows.filter((row) => whole || row.cells.some(isMet));
  const used = new Set(cells.filter((cell) => whole || isMet(cell)).map(({ column }) => column));
  const columns = (rows[0]?.cells ?? []).map(({ column }) => column).filter((one) => used.has(one));
  const most = Math.max(2, ...cells.map(({ met }) => met));
  const shade = scaleLog([1, most], [0.1, 0.72]);
  return (
    <div class="heat">
      <table>
        <caption>
          {title}{' '}
          <small>
            {cells.filter(isMet).length} of {cells.length} cells met
          </small>
        </caption>
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th key={column} scope="col">
                <span>{column}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ row, cells: all }) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {all
                .filter(({ column }) => used.has(column))
                .map((cell) => (
                  <Cell key={cell.column} cell={cell} shade={cell.met > 0 ? shade(cell.met) : 0} />
                ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ cell: { met, perhaps }, shade }: { cell: MixCell; shade: number }) {
  if (met === 0 && perhaps === 0) return <td class="unmet">·</td>;
  const text = perhaps === 0 ? `${met}` : `${met}+${perhaps}`;
  return <td style={{ '--shade': shade }}>{text}</td>;
}
