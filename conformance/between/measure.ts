import type { Mode } from '../../model/site.ts';
import type { MeasuredFailover } from '../course/failovers.ts';

/** What two results are compared by: how long a run took, or how a failover went. */
export interface Measured {
  /** What it is one of: the runs of a scenario, or the failovers that had one cause. */
  readonly kind: string;
  /** Of a run: milliseconds of the clusters' clock, all in all. */
  readonly took?: number;
  /** Of a failover: see Failover.lost. */
  readonly rpo?: number;
  /** Of a failover: see Failover.took. */
  readonly rto?: number;
}

/** Scenarios that no user named. */
const unnamed: readonly string[] = ['generated', 'shrunk'];

/** Measures a run and its failovers; those of a scenario that somebody named stand by themselves. */
export function measured(
  run: { readonly mode: Mode; readonly scenario: string; readonly took: number },
  failovers: readonly Pick<MeasuredFailover, 'cause' | 'took' | 'lost'>[],
): Measured[] {
  const { mode, scenario } = run;
  const isNamed = !unnamed.includes(scenario);
  const of = isNamed ? `${scenario}, ` : '';
  return [
    { kind: `${isNamed ? scenario : 'generated'}, ${mode}`, took: run.took },
    ...failovers.map(({ cause, took, lost }) => ({
      ...{ kind: `${of}failover: ${cause}, ${mode}`, rpo: lost, rto: took },
    })),
  ];
}
