import type { Header } from '../output/header.ts';
import { UsageError } from './usage.ts';

/** One of several parts of a campaign, from 1 on: together they make each of its runs exactly once. */
export type Shard = NonNullable<Header['shard']>;

/** Reads a shard: `3/8`. @throws UsageError */
export function parseShard(text: string): Shard {
  const [, index = '', of = ''] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (shard.index >= 1 && shard.index <= shard.of) return shard;
  throw new UsageError(`"${text}" is no shard; write 1/8 to 8/8 for eight of them`);
}

/** Whether what has this place in a campaign, from 0 on, belongs to a shard; all does where there are none. */
export const isIn = (shard: Shard | undefined, place: number): boolean =>
  shard === undefined || place % shard.of === shard.index - 1;

/** How many of `count` places, from one on, belong to a shard. */
export function sizeIn(shard: Shard | undefined, from: number, count: number): number {
  if (shard === undefined) return count;
  const before = (end: number) => Math.floor((end + shard.of - shard.index) / shard.of);
  return before(from + count) - before(from);
}
