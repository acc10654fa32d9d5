import { expect, test } from 'vitest';
import { emptyPair } from './context.ts';
import type { EditName } from './events.ts';
import { eventsOf, only } from './history.ts';
import { shapeOf } from './shape.ts';

/** What an image shows after these edits, numbered from 0. */
const after = (...names: EditName[]) => {
  const edits = { ...emptyPair.edits };
  for (const [event, name] of names.entries()) edits[name] |= only(event);
  const { snapshots, protected: kept } = shapeOf(edits, only(names.length) - 1);
  return { snapshots: eventsOf(snapshots), protected: eventsOf(kept) };
};

test('every change of snapshots is of the newest one', () => {
  expect(after('snap-create', 'snap-create', 'snap-remove').snapshots).toEqual([0]);
  expect(after('snap-create', 'snap-create', 'snap-rename').snapshots).toEqual([0, 2]);
  expect(after('snap-create', 'snap-create', 'snap-protect').protected).toEqual([1]);
});

test('a snapshot keeps its protection when it is renamed, and loses it when that is ended', () => {
  expect(after('snap-create', 'snap-protect', 'snap-rename').protected).toEqual([2]);
  expect(after('snap-create', 'snap-protect', 'snap-unprotect').protected).toEqual([]);
});

test('without a snapshot there is nothing to change', () => {
  expect(after('snap-rename', 'snap-protect', 'resize')).toEqual({ snapshots: [], protected: [] });
});
