import { type Paint, plain } from './paint.ts';

/** A cell of a grid: its text, and the meaning that it has in colour. */
export type GridCell = { readonly text: string; readonly style?: Parameters<Paint>[0] };

/** A row of a grid. */
export type GridRow = { readonly name: string; readonly cells: readonly GridCell[] };

/** How wide a terminal is taken to be. */
export const screenWidth = 100;

/**
 * A table of numbers as lines: each column as wide as its widest cell, its name broken at the hyphen. Columns
 * that a terminal is too narrow for stand below the others, with the rows' names once more.
 */
export function grid(
  columns: readonly string[],
  rows: readonly GridRow[],
  paint: Paint = plain,
): string[] {
  const all = [...headRows(columns), ...rows];
  const names = Math.max(...all.map(({ name }) => name.length));
  const widths = columns.map((_, column) =>
    Math.max(...all.map(({ cells }) => cells[column]?.text.length ?? 0)),
  );
  const fitting = fits(widths, screenWidth - names);
  const lines = all.map(({ name, cells }) => {
    const texts = cells.slice(0, fitting).map(({ text, style }, column) => {
      const padded = ` ${text.padStart(widths[column] ?? 0)}`;
      return style === undefined ? padded : paint(style, padded);
    });
    return `${name.padEnd(names)}${texts.join('')}`.trimEnd();
  });
  if (fitting === columns.length) return lines;
  const rest = rows.map(({ name, cells }) => ({ name, cells: cells.slice(fitting) }));
  return [...lines, '', ...grid(columns.slice(fitting), rest, paint)];
}

/** The names of the columns: what is before the first hyphen, and below it the rest, if there is any. */
function headRows(columns: readonly string[]): GridRow[] {
  const rest = columns.map((column) => column.replace(/^[^-]*-?/, ''));
  const first = columns.map((column) => column.replace(/-.*/, ''));
  const parts = rest.some((text) => text !== '') ? [first, rest] : [first];
  return parts.map((texts) => ({
    name: '',
    cells: texts.map((text) => ({ text, style: 'strong' })),
  }));
}

/** How many columns fit, each after a space; at least one. */
function fits(widths: readonly number[], room: number): number {
  let left = room;
  const first = widths.findIndex((width) => {
    left -= width + 1;
    return left < 0;
  });
  return first < 0 ? widths.length : Math.max(1, first);
}
