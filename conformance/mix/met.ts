import type { Mode } from '../../model/site.ts';
import type { RunRecord } from '../record.ts';
import { CellCounts } from './cells.ts';
import { Reader, readingOf } from './reader.ts';
import { type MixRow, rowsOf } from './rows.ts';
import type { TableName } from './tables.ts';

/** What the runs in one mode on one target met; what of the rest can be met at all is not asked. */
export interface MetTables {
  readonly target: string;
  readonly mode: Mode;
  readonly runs: number;
  readonly tables: Readonly<Record<TableName, readonly MixRow[]>>;
}

/** Counts what runs met, each target and each mode by itself. */
export class Met {
  readonly #gathered = new Map<string, Gathered>();

  /** Counts one more run. @throws OutputError, UsageError where this version cannot read it */
  add(record: RunRecord): void {
    const { target, mode } = record;
    const key = `${target} ${mode}`;
    const known = this.#gathered.get(key);
    const { reader, cells, ...rest } = known ?? {
      ...{ target, mode, runs: 0, cells: new CellCounts() },
      reader: new Reader(readingOf(target)),
    };
    cells.add(record, reader.momentsOf(record));
    this.#gathered.set(key, { ...rest, reader, cells, runs: rest.runs + 1 });
  }

  /** What was met so far. */
  get tables(): readonly MetTables[] {
    return [...this.#gathered.values()].map(({ target, mode, runs, cells }) => {
      const rows = (table: TableName) => rowsOf(table, cells.of(table), new Set());
      const tables = {
        commands: rows('commands'),
        faults: rows('faults'),
        changes: rows('changes'),
      };
      return { target, mode, runs, tables };
    });
  }
}

interface Gathered extends Omit<MetTables, 'tables'> {
  readonly cells: CellCounts;
  readonly reader: Reader;
}
