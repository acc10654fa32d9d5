import { join } from 'node:path';
import type { Mode } from '../../model/site.ts';
import type { Bound } from '../../sim/explore.ts';
import { type ModeName, modesOf } from '../campaign/options.ts';
import { UsageError } from '../campaign/usage.ts';
import { readHeader, readRecords, recordName } from '../output/record.ts';
import { runRecordSchema } from '../output/schema.ts';
import type { RunRecord } from '../record.ts';
import { CellCounts } from './cells.ts';
import { bound, reachableCells } from './reachable.ts';
import { Reader, type Reading, readingOf } from './reader.ts';
import { type MixRow, rowsOf } from './rows.ts';
import type { TableName } from './tables.ts';
import { Tallies, type Totals } from './totals.ts';

/** What users can say about `mix`. */
export interface MixFlags {
  /** The target whose runs to count, as records name it, or the first words of that. */
  readonly target?: string;
  readonly mode: ModeName;
  /** How often a cell has to be met. */
  readonly least: number;
  /** Whether to take nothing for granted that a record does not prove. */
  readonly doubt?: true;
  readonly json?: true;
}

/** What the runs in one mode on one target met. */
export interface TargetMix {
  readonly target: string;
  readonly mode: Mode;
  readonly totals: Totals;
  readonly tables: Readonly<Record<TableName, readonly MixRow[]>>;
}

/** The realised mix of one campaign or of several. */
export interface RealisedMix {
  readonly least: number;
  /** Whether nothing was taken for granted that a record does not prove. */
  readonly doubting: boolean;
  /** How far was looked for cells that can be met. */
  readonly bound: Bound;
  readonly targets: readonly TargetMix[];
}

/**
 * The realised mix of the runs that folders hold, each target and each mode by itself.
 * @throws OutputError for a folder without a record; UsageError where no run is asked for.
 */
export function realisedMix(
  folders: readonly string[],
  { target, mode, least, doubt }: MixFlags,
  say: (what: string) => void,
): RealisedMix {
  const wanted = modesOf(mode);
  const gathered = new Map<string, Gathered>();
  for (const folder of folders) {
    say(`reading ${folder}`);
    for (const record of recordsIn(folder)) {
      if (!wanted.includes(record.mode) || !isOf(record.target, target)) continue;
      const key = `${record.target} ${record.mode}`;
      const known = gathered.get(key) ?? new Gathered(record, doubt === true);
      gathered.set(key, known);
      known.add(record);
    }
  }
  if (gathered.size === 0) throw new UsageError('no run there is of this target and this mode');
  const targets = [...gathered.values()].map((one) => {
    say(`exploring what ${one.target} can meet in ${one.mode} mode`);
    return one.end();
  });
  return { least, doubting: doubt === true, bound, targets };
}

/** Whether a target's name is the one asked for, or begins with its words. */
const isOf = (target: string, asked: string | undefined): boolean =>
  asked === undefined || target === asked || target.startsWith(`${asked} `);

function recordsIn(folder: string): Iterable<RunRecord> {
  const { driver } = readHeader(folder);
  if (driver === undefined) return readRecords(join(folder, recordName), runRecordSchema).runs;
  throw new UsageError(
    `${folder}: holds runs with ${driver}; the mix is of an operator's commands`,
  );
}

/** What is gathered of the runs in one mode on one target. */
class Gathered {
  readonly target: string;
  readonly mode: Mode;
  readonly #reading: Reading;
  readonly #reader: Reader;
  readonly #totals = new Tallies();
  readonly #cells = new CellCounts();

  constructor({ target, mode }: RunRecord, doubting: boolean) {
    this.target = target;
    this.mode = mode;
    this.#reading = readingOf(target);
    this.#reader = new Reader(this.#reading, doubting);
  }

  add(record: RunRecord): void {
    this.#totals.add(record);
    this.#cells.add(record, this.#reader.momentsOf(record));
  }

  end(): TargetMix {
    const { target, mode } = this;
    const { exact, variants } = this.#reading;
    const reachable = reachableCells({ mode, variants, looksAtOnce: exact });
    const rows = (table: TableName) => rowsOf(table, this.#cells.of(table), reachable[table]);
    const tables = { commands: rows('commands'), faults: rows('faults'), changes: rows('changes') };
    return { target, mode, totals: this.#totals, tables };
  }
}
