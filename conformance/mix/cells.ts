import { type Site, sites } from '../../model/site.ts';
import type { RunRecord } from '../record.ts';
import type { Moment } from './moment.ts';
import { facetsOf, type TableName, tables } from './tables.ts';
import { type Counts, count } from './totals.ts';

/** How often a cell was met. */
export interface Cell {
  /** For certain: every state that the whole record allows is of this cell. */
  met: number;
  /** Perhaps: some of these states are, and others are not. */
  perhaps: number;
  /** What the commands came to that met it for certain. */
  readonly outcomes: Counts;
}

/** The cells of a table that were met, by row and column. */
export type Cells = ReadonlyMap<string, ReadonlyMap<string, Cell>>;

/** Counts the cells that runs met. */
export class CellCounts {
  readonly #tables = {
    commands: new Map<string, Map<string, Cell>>(),
    faults: new Map<string, Map<string, Cell>>(),
    changes: new Map<string, Map<string, Cell>>(),
  };

  /** The cells of a table that were met. */
  of(table: TableName): Cells {
    return this.#tables[table];
  }

  /** Counts what one more run met. */
  add(record: RunRecord, moments: readonly Moment[]): void {
    for (const moment of moments) this.#addMoment(record, moment);
    for (const site of sites) {
      for (const [before, after] of changesAt(record, site)) {
        this.#cell('changes', before, after).met += 1;
      }
    }
  }

  #addMoment({ mode }: RunRecord, { event, answer, states }: Moment): void {
    for (const { table, row, columnIn } of facetsOf(event, mode)) {
      const columns = [...new Set(states.map(columnIn))];
      for (const column of columns) {
        const cell = this.#cell(table, row, column);
        if (columns.length > 1) cell.perhaps += 1;
        else {
          cell.met += 1;
          if (table === 'commands' && answer !== undefined) count(cell.outcomes, answer);
        }
      }
    }
  }

  #cell(table: TableName, row: string, column: string): Cell {
    const rows = this.#tables[table];
    const columns = rows.get(row) ?? new Map<string, Cell>();
    rows.set(row, columns);
    const cell = columns.get(column) ?? { met: 0, perhaps: 0, outcomes: {} };
    columns.set(column, cell);
    return cell;
  }
}

/** The role of the image at a site in one look, and in the next, where it is another one. */
function* changesAt({ steps }: RunRecord, site: Site): Generator<readonly [string, string]> {
  // Both clusters are empty when a run begins.
  let before: string = tables.changes.rows[0];
  for (const { sights } of steps) {
    const { role } = sights[site];
    if (role === undefined) continue;
    if (role !== before) yield [before, role];
    before = role;
  }
}
