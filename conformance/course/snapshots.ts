import { syncTarget } from '../../model/conditions.ts';
import { count, eventsOf, type History, newest, nothing, only } from '../../model/history.ts';
import type { Site } from '../../model/site.ts';
import type { PairState } from '../../model/views.ts';

/** A mirror snapshot at a site. */
export type MirrorSnapshot = {
  /** Its number in the run, from 1: a copy's has that of the snapshot it was copied from. 0 for an orphan. */
  readonly number: number;
  /** As `rbd mirror image status` and `rbd snap ls --all` name it (librbd mirror/snapshot/Types). */
  readonly kind: 'primary' | 'primary demoted' | 'non-primary' | 'non-primary demoted' | 'orphan';
  /** All of it has been copied here. */
  readonly complete: boolean;
  /** The peer's daemon may still ask for it. */
  readonly linked: boolean;
};

/** Which of a run's events were mirror snapshots, as far as they were met. */
export type Snapshots = History;

/** The mirror snapshots that were met, with those that a state has. */
export const met = (known: Snapshots, { context: { a, b } }: PairState): Snapshots =>
  known | a.linked | b.linked;

/**
 * The mirror snapshots at a site, oldest first: those that its image took and that its peer is linked to,
 * or the newest that a copy has, and the one that it is about to copy, of which a part has come.
 */
export function snapshotsAt(
  state: PairState,
  site: Site,
  known: Snapshots,
): readonly MirrorSnapshot[] {
  const { context } = state;
  const { history, linked, part, orphan } = context[site];
  const told = (event: number, by: 'primary' | 'non-primary', complete = true): MirrorSnapshot => ({
    number: count(known & (only(event) - 1)) + 1,
    kind: (context.demotions & only(event)) === nothing ? by : `${by} demoted`,
    complete,
    linked: by === 'primary',
  });
  const isCopy = state[site].image === 'nonprimary' && linked === nothing;
  const copied = isCopy ? newest(history & known) : -1;
  const coming = part === 1 ? syncTarget(context, site) : -1;
  return [
    ...(copied < 0 ? [] : [told(copied, 'non-primary')]),
    ...eventsOf(linked).map((event) => told(event, 'primary')),
    ...(coming < 0 ? [] : [told(coming, 'non-primary', false)]),
    ...(orphan === 1 ? [orphaned] : []),
  ];
}

const orphaned: MirrorSnapshot = { number: 0, kind: 'orphan', complete: true, linked: false };
