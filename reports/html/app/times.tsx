import type { Failover } from '../../../conformance/course/failovers.ts';
import type { Part } from './app.tsx';
import { Distributions } from './distributions.tsx';
import { counted, duration } from './words.ts';

/** How much failovers lost, and how long they took: a distribution for each thing that was the matter. */
export function Times({ index }: Part) {
  const failovers = index.rows.flatMap((row) => row.failovers);
  const groups = [...Map.groupBy(failovers, ({ cause }) => cause)]
    .map(([cause, all]) => ({ name: cause, all }))
    .sort((one, other) => other.all.length - one.all.length);
  const valuesBy = (value: (failover: Failover) => number) =>
    groups.map(({ name, all }) => ({ name, values: all.map(value) }));
  if (failovers.length === 0) {
    return <p class="empty">No image was failed over in these runs.</p>;
  }
  const clock = index.heading.target.startsWith('sim') ? 'virtual time' : 'time on the wall';
  return (
    <section class="times" aria-label="RPO and RTO">
      <h1>{counted(failovers.length, 'failover')}, by the gravest fault under way</h1>
      <Distributions
        title="RTO: how long until the new primary was there"
        about={`From when the fault struck, or the old primary was demoted, until the promotion had succeeded; in ${clock}, and as fast as the scenario asked for it.`}
        groups={valuesBy(({ took }) => took)}
        text={duration}
      />
      <Distributions
        title="RPO: acknowledged writes that the new primary lacks"
        about="As the course of each run tells; those that a plain promotion lacks are a failure."
        groups={valuesBy(({ lost }) => lost)}
        text={(value) => String(Math.round(value))}
        whole
      />
      <Distributions
        title="RPO: how old the oldest of them was"
        about={`From its acknowledgement until the promotion had succeeded, in ${clock}; 0 where none is lacking.`}
        groups={valuesBy(({ lostSince }) => lostSince)}
        text={duration}
      />
    </section>
  );
}
