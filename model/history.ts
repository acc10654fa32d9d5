/**
 * What a copy of an image has been through, as a set of events: the writes, mirror snapshots,
 * promotions and demotions that it holds. Events are numbered in the order in which they happened,
 * and a copy always takes its peer's events in that order, so that the set is also the sequence.
 *
 * One question decides everything that mirroring does: is one history a prefix of the other? Ceph
 * asks it of journal tags (journal/PrepareReplayRequest.cc) and of mirror snapshots
 * (snapshot/Replayer.cc, scan_remote_mirror_snapshots).
 *
 * Packed in the bits of one integer: bit `id` stands for event `id`.
 */
export type History = number;

/** How many events one scenario can record: the bits of a history. */
export const eventsMax = 30;

/** The history of a copy that holds nothing yet. */
export const nothing: History = 0;

/** The history that holds event `id` alone. */
export const only = (id: number): History => 1 << id;

/** The newest event of a history, or -1. */
export const newest = (history: History): number => 31 - Math.clz32(history);

/** The oldest event of a history, or -1. */
export const oldest = (history: History): number => newest(history & -history);

/** The part of a history that had happened once event `id` had. */
export const upTo = (history: History, id: number): History => history & ((2 << id) - 1);

/** What `theirs` holds and `mine` lacks. */
export const missing = (mine: History, theirs: History): History => theirs & ~mine;

/** Whether `mine` holds nothing that `theirs` lacks, so that `mine` can follow `theirs`. */
export const isPrefix = (mine: History, theirs: History): boolean => (mine & ~theirs) === 0;

/** How many events a history holds. */
export function count(history: History): number {
  let events = 0;
  for (let rest = history; rest !== nothing; rest &= rest - 1) events += 1;
  return events;
}

/** The events of a history, oldest first. */
export function eventsOf(history: History): number[] {
  const ids: number[] = [];
  for (let rest = history; rest !== 0; rest &= rest - 1) ids.push(oldest(rest));
  return ids;
}
