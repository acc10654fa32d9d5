import type { Cells } from './cells.ts';
import { cellName, type TableName, tables } from './tables.ts';

/** One cell of a table. */
export interface MixCell {
  readonly column: string;
  /** How often it was met for certain, and how often perhaps. */
  readonly met: number;
  readonly perhaps: number;
  /** Whether it can be met, as far as is known. */
  readonly reachable: boolean;
  /** What the commands came to that met it for certain. */
  readonly outcomes?: Readonly<Record<string, number>>;
}

/** One row of a table. */
export interface MixRow {
  readonly row: string;
  readonly cells: readonly MixCell[];
}

/** A table with every cell that there is: what was met, and what can be. What was met can be. */
export function rowsOf(table: TableName, met: Cells, reachable: ReadonlySet<string>): MixRow[] {
  const { rows, columns } = tables[table];
  return rows.map((row) => ({
    row,
    cells: columns.map((column) => {
      const cell = met.get(row)?.get(column);
      if (cell === undefined) {
        return { column, met: 0, perhaps: 0, reachable: reachable.has(cellName(row, column)) };
      }
      const { outcomes, ...counts } = cell;
      return { column, ...counts, reachable: true, ...(table === 'commands' && { outcomes }) };
    }),
  }));
}
