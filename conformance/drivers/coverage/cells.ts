import { type Counts, count } from '../../mix/totals.ts';
import { type DriverRow, type DriverTableName, tables } from './tables.ts';

interface Cell {
  met: number;
  readonly outcomes: Counts;
}

/** The cells of one table that were met. */
export class TableCells {
  readonly #name: DriverTableName;
  readonly #cells = new Map<string, Map<string, Cell>>();

  constructor(name: DriverTableName) {
    this.#name = name;
  }

  /** Counts one more, and what it came to where that counts. */
  add(row: string, column: string, outcome?: string): void {
    const cells = this.#cells.get(row) ?? new Map<string, Cell>();
    this.#cells.set(row, cells);
    const cell = cells.get(column) ?? { met: 0, outcomes: {} };
    cells.set(column, cell);
    cell.met += 1;
    if (outcome !== undefined) count(cell.outcomes, outcome);
  }

  /** Every row with every cell that there is, met or not; those that are not known beforehand by name, `ok` first. */
  get rows(): DriverRow[] {
    const { rows, columns } = tables[this.#name];
    const met = [...this.#cells.values()].flatMap((cells) => [...cells.keys()]);
    const allColumns = all(columns, met);
    return all(rows, [...this.#cells.keys()]).map((row) => ({
      row,
      cells: allColumns.map((column) => {
        const { met = 0, outcomes = {} } = this.#cells.get(row)?.get(column) ?? {};
        return { column, met, ...(Object.keys(outcomes).length > 0 && { outcomes }) };
      }),
    }));
  }
}

function all(known: readonly string[], met: readonly string[]): readonly string[] {
  const others = [...new Set(met)].filter((name) => !known.includes(name)).sort();
  return [
    ...known,
    ...others.filter((one) => one === 'ok'),
    ...others.filter((one) => one !== 'ok'),
  ];
}
