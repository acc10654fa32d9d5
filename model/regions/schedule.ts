import type { Mode, Site } from '../site.ts';
import { all, holds, no, obeys, opens } from './guards.ts';
import { accept, type Candidate, effect, internal, refuse } from './transitions.ts';

type Transitions = Readonly<Record<string, readonly Candidate[] | Candidate>>;

/**
 * A manager that waits for its OSD, or for room, does what it was told once it can, also after who told
 * it is gone: the model gives no answer then.
 */
const down = (site: Site) => refuse('ETIMEDOUT', no(opens(site)));

/** No image of the name here that is mirrored by snapshots: there is nothing to keep a schedule for. */
export const unscheduled = (site: Site): Transitions => {
  const answer = [down(site), refuse('EINVAL', obeys(site))];
  return {
    [`schedule.${site}`]: answer,
    [`unschedule.${site}`]: answer,
    ...drops(site),
  };
};

/** An image that is mirrored, whatever its role: in journal mode there is no schedule for it. */
export const schedulable = (site: Site, mode: Mode): Transitions => {
  if (mode === 'journal') return unscheduled(site);
  const guard = obeys(site);
  return {
    [`schedule.${site}`]: [down(site), accept([effect('schedule', site)], { guard })],
    [`unschedule.${site}`]: [down(site), accept([effect('unschedule', site)], { guard })],
    ...drops(site),
  };
};

const drops = (site: Site): Transitions => ({
  [`drop-schedule.${site}`]: internal(
    all(obeys(site), holds('scheduledInVain', site)),
    undefined,
    effect('dropSchedule', site),
  ),
});

/** A mirror snapshot by the schedule: of a primary alone, and as `snapshot` takes one. */
export const takesSnapshots = (site: Site, mode: Mode): Transitions =>
  mode === 'journal'
    ? {}
    : {
        [`take-snapshot.${site}`]: internal(
          all(obeys(site), holds('snapshotDue', site), no(holds('sealed', site))),
          undefined,
          effect('linkNewest', site),
        ),
      };
