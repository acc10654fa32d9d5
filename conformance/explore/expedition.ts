import { nameOf } from '../../model/events.ts';
import { machineOf, statusOf } from '../../model/variant.ts';
import type { PartOf } from '../../sim/explorer/part.ts';
import { type ExploreJob, happenings } from './job.ts';

/** What a job explores. */
export function expeditionOf(job: ExploreJob): PartOf {
  const { mode, bound, behaviour } = job;
  const parts = behaviour?.parts ?? [];
  const names = happenings(job);
  return {
    machine: machineOf(mode, ...parts),
    ...{ mode, status: statusOf(...parts), bound },
    follows: (event) => names.has(nameOf(event)),
  };
}
