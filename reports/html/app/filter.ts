import type { Row, Status } from '../data.ts';
import type { Place } from './place.ts';

/** The columns that the list can be sorted by. */
export const columns = ['status', 'seed', 'mode', 'why', 'steps', 'lost', 'took'] as const;

/** A column by its name. */
export type Column = (typeof columns)[number];

/** A line of the list, and its place in the record. */
export type Numbered = { readonly row: Row; readonly number: number };

/** The statuses, those that want to be looked at first. */
export const statusOrder: readonly Status[] = ['fail', 'flaky', 'inconclusive', 'known', 'pass'];

/** Everything of a row that can be searched for. */
const textOf = ({ seed, mode, scenario, status, why, faults }: Row): string =>
  [seed, mode, scenario, status, ...why, ...faults].join(' ').toLowerCase();

const wordsOf = (search: string): readonly string[] =>
  search.toLowerCase().split(/\s+/).filter(Boolean);

/** What a row tells of why it failed, that first which has most of the words that are searched for. */
export function matchedFirst(why: readonly string[], search: string): readonly string[] {
  const words = wordsOf(search);
  const has = (text: string) => words.filter((word) => text.toLowerCase().includes(word)).length;
  return why.toSorted((one, other) => has(other) - has(one));
}

/** The rows that are asked for, in the order that is asked for: failures first if none is. */
export function chosen(rows: readonly Row[], { status, search, sort }: Place): Numbered[] {
  const words = wordsOf(search);
  const wanted = rows
    .map((row, number) => ({ row, number }))
    .filter(({ row }) => status.length === 0 || status.includes(row.status))
    .filter(({ row }) => words.length === 0 || words.every((word) => textOf(row).includes(word)));
  const downwards = sort.startsWith('-');
  const column = columns.find((name) => name === sort.replace(/^-/, '')) ?? 'status';
  const order = (one: Numbered, other: Numbered) =>
    compare(keyOf(one.row, column), keyOf(other.row, column)) || one.number - other.number;
  return wanted.sort((one, other) => (downwards ? order(other, one) : order(one, other)));
}

function keyOf(row: Row, column: Column): string | number {
  switch (column) {
    case 'status':
      return statusOrder.indexOf(row.status);
    case 'lost':
      return row.writes.lost;
    case 'why':
      return row.why[0] ?? row.scenario;
    default:
      return row[column];
  }
}

const numbers = new Intl.Collator('en', { numeric: true });

const compare = (one: string | number, other: string | number): number =>
  typeof one === 'number' && typeof other === 'number'
    ? one - other
    : numbers.compare(String(one), String(other));
