import type { Edits } from './context.ts';
import type { EditName } from './events.ts';
import { eventsOf, type History, newest, nothing, only } from './history.ts';

/** What an image shows of the edits that it has been through, each by its event. */
export type Shape = {
  /** The resize that gave it its size; -1 for none. */
  readonly size: number;
  /** The rename that gave it its name; -1 for none. */
  readonly name: number;
  /** The snapshots that users took and did not remove, each by the event that gave it its name. */
  readonly snapshots: History;
  /** Those of them that are protected from removal. */
  readonly protected: History;
  /** The metadata keys that were set. */
  readonly metadata: History;
  /** Whether it is a clone. */
  readonly clone: boolean;
};

/** What an image shows that has been through a history. */
export const shapeOf = (edits: Edits, history: History): Shape => ({
  size: newest(history & edits.resize),
  name: newest(history & edits.rename),
  snapshots: snapshotsIn(edits, history),
  protected: protectedIn(edits, history),
  metadata: history & edits['meta-set'],
  clone: isClone(edits, history),
});

/** Whether an image of this history is a clone: it was made as one, and was not flattened since. */
export const isClone = (edits: Edits, history: History): boolean =>
  (history & edits.clone) !== nothing && (history & edits.flatten) === nothing;

/** The users' snapshots that a history leaves: a removal or a renaming is always of the newest. */
export const snapshotsIn = (edits: Edits, history: History): History =>
  snapshotsOf(edits, history).reduce((all, { event }) => all | only(event), nothing);

/** Those of them that are protected: a protection, too, is always of the newest. */
export const protectedIn = (edits: Edits, history: History): History =>
  snapshotsOf(edits, history).reduce((all, { event, kept }) => all | (kept ? only(event) : 0), 0);

const snapshotEdits = [
  'snap-create',
  'snap-remove',
  'snap-rename',
  'snap-protect',
  'snap-unprotect',
] as const satisfies readonly EditName[];

type Snapshot = { readonly event: number; readonly kept: boolean };

/** The users' snapshots, oldest first, each with the event that gave it its name. */
function snapshotsOf(edits: Edits, history: History): Snapshot[] {
  const marks = snapshotEdits.reduce((all, name) => all | edits[name], nothing);
  const list: Snapshot[] = [];
  for (const event of eventsOf(history & marks)) {
    const is = (name: EditName) => (edits[name] & only(event)) !== 0;
    if (is('snap-create')) list.push({ event, kept: false });
    const last = list.at(-1);
    if (last === undefined) continue;
    if (is('snap-remove')) list.pop();
    if (is('snap-rename')) list.splice(-1, 1, { ...last, event });
    if (is('snap-protect')) list.splice(-1, 1, { ...last, kept: true });
    if (is('snap-unprotect')) list.splice(-1, 1, { ...last, kept: false });
  }
  return list;
}
