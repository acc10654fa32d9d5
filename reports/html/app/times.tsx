import type { MeasuredFailover } from '../../../conformance/course/failovers.ts';
import type { Part } from './app.tsx';
import { Distributions } from './distributions.tsx';
import { counted, duration } from './words.ts';

/** How much failovers lost, and how long they took: a distribution for each thing that was the matter. */
export function Times({ index }: Part) {
  const failovers = index.rows.flatMap((row) => row.failovers);
  const groups = [...Map.groupBy(failovers, ({ cause }) => cause)]
    .map(([cause, all]) => ({ name: cause, all }))
    .sort((one, other) => other.all.length - one.all.length);
  const valuesBy = (value: (failover: MeasuredFailover) => number) =>
    groups.map(({ name, all }) => ({ name, values: all.map(value) }));
  const driven = index.driver !== undefined;
  if (failovers.length === 0) {
    const what = driven ? 'volume' : 'image';
    return <p class="empty">No {what} was failed over in these runs.</p>;
  }
  const clock = index.heading.target.startsWith('sim') ? 'virtual time' : 'time on the wall';
  return (
    <section class="times" aria-label="RPO and RTO">
      <h1>{counted(failovers.length, 'failover')}, by the gravest fault under way</h1>
      {driven && (
        <p class="note">
          Failovers and failbacks that the driver said to have done, without those to where the
          volumes were already. Overview counts the two apart, each as often as it was asked for.
        </p>
      )}
      <Distributions
        title="RTO: how long until the new primary was there"
        about={`From when the fault struck, or ${driven ? 'the driver was first asked, until it said that it was done' : 'the old primary was demoted, until the promotion had succeeded'}; in ${clock}, and as fast as the scenario asked for it.`}
        groups={valuesBy(({ took }) => took)}
        text={duration}
      />
      <Distributions
        title="RPO: acknowledged writes that the new primary lacks"
        about={
          driven
            ? 'As they were read where the volumes are then, each counted once.'
            : 'As the course of each run tells; those that a plain promotion lacks are a failure.'
        }
        groups={valuesBy(({ lost }) => lost)}
        text={(value) => String(Math.round(value))}
        whole
      />
      <Distributions
        title="RPO: how old the oldest of them was"
        about={`From its acknowledgement until the ${driven ? 'failover was done' : 'promotion had succeeded'}, in ${clock}; 0 where none is lacking.`}
        groups={valuesBy(({ lostSince }) => lostSince)}
        text={duration}
      />
    </section>
  );
}
