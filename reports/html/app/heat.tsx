import { scaleLog } from 'd3-scale';

/** A cell of a table of what was met. */
export interface HeatCell {
  readonly column: string;
  readonly met: number;
  /** How often perhaps, beside that. */
  readonly perhaps?: number;
  /** How many of them came to `ok`, where the others are to be seen at once. */
  readonly ok?: number;
  /** What it was, at length. */
  readonly title?: string;
}

/** A row of a table of what was met. */
export interface HeatRow {
  readonly row: string;
  /** What is to be said of it beside that. */
  readonly note?: string;
  readonly cells: readonly HeatCell[];
}

type HeatProps = {
  readonly title: string;
  readonly rows: readonly HeatRow[];
  /** With the rows and columns that were never met. */
  readonly whole: boolean;
  /** Whether to say how many of its cells were met; true, if left out. */
  readonly counted?: boolean;
};

const isMet = ({ met, perhaps = 0 }: HeatCell): boolean => met > 0 || perhaps > 0;

/** A table of how often each cell was met. */
export function Heat({ title, rows, whole, counted = true }: HeatProps) {
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
          {counted && (
            <small>
              {cells.filter(isMet).length} of {cells.length} cells met
            </small>
          )}
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
          {shown.map(({ row, note, cells: all }) => (
            <tr key={row}>
              <th scope="row">
                {row} {note !== undefined && <small>{note}</small>}
              </th>
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

function Cell({ cell, shade }: { cell: HeatCell; shade: number }) {
  const { met, perhaps = 0, ok = met, title } = cell;
  if (!isMet(cell)) return <td class="unmet">·</td>;
  const text = perhaps === 0 ? `${met}` : `${met}+${perhaps}`;
  return (
    <td style={{ '--shade': shade }} title={title}>
      {ok < met && (
        <>
          <b>{ok}</b> of{' '}
        </>
      )}
      {text}
    </td>
  );
}
