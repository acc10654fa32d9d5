import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Mode, modes } from '../../model/site.ts';
import { type Cell, parseCell } from '../../scenarios/generate/cell.ts';
import type { Aimed } from '../campaign/plan.ts';
import { UsageError } from '../campaign/usage.ts';
import { atPeer } from './tables.ts';

const rowSchema = z.object({
  row: z.string(),
  cells: z.array(z.object({ column: z.string(), met: z.int(), reachable: z.boolean() })),
});

/** What is read here of `mix --json`. */
const mixSchema = z.object({
  mix: z.literal(1),
  least: z.int(),
  targets: z.array(
    z.object({
      mode: z.enum(modes),
      tables: z.object({ commands: z.array(rowSchema), faults: z.array(rowSchema) }),
    }),
  ),
});

/** A cell, and how much oftener it should have been met. */
type Lack = Aimed & { readonly times: number };

/**
 * The cells that a realised mix lacks, as runs toward them: each as often as it lacks, the cells in turn.
 * Changes of role are not among them, nor is what meets a copy in the making: nothing brings them about.
 * @throws UsageError for a file that is no mix, and where nothing is lacking.
 */
export function towardLacking(file: string, wanted: readonly Mode[]): Aimed[] {
  const { targets, least } = readMix(file);
  const lacks = targets
    .filter(({ mode }) => wanted.includes(mode))
    .flatMap(({ mode, tables }) =>
      [...tables.commands, ...tables.faults].flatMap(({ row, cells }) =>
        cells.flatMap(({ column, met, reachable }): Lack[] => {
          const cell = cellOf(row, column);
          const times = least - met;
          return cell && reachable && times > 0 && canBeKept(cell) ? [{ mode, cell, times }] : [];
        }),
      ),
    );
  if (lacks.length === 0) throw new UsageError(`${file}: lacks nothing, of these modes`);
  const rounds = Array.from({ length: least }, (_, round) => round);
  return rounds.flatMap((round) =>
    lacks.filter(({ times }) => times > round).map(({ mode, cell }) => ({ mode, cell })),
  );
}

/** While a copy is being made there is no bringing a pair to it that stays so. */
const canBeKept = (cell: Cell): boolean =>
  cell.kind === 'command' ? cell.role !== 'creating' : cell.stage !== 'creating';

const peerEnd = atPeer('');

const cellOf = (row: string, column: string): Cell | undefined =>
  parseCell(
    row.endsWith(peerEnd) ? `${row.slice(0, -peerEnd.length)}.peer:${column}` : `${row}:${column}`,
  );

function readMix(file: string) {
  const mend = 'make one with `mix --json`';
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file}: cannot be read as a realised mix (${reason}); ${mend}`);
  }
  const read = mixSchema.safeParse(data);
  if (!read.success) throw new UsageError(`${file}: is no realised mix; ${mend}`);
  return read.data;
}
