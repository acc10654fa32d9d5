import type { Mirroring } from '../../model/site.ts';
import { machineOf, statusOf, type Variant } from '../../model/variant.ts';
import { explicitScheduler, type Scheduler, seededScheduler } from '../../sim/scheduler.ts';
import { Space } from '../../sim/space.ts';
import type { Target } from '../target.ts';
import { blackBox } from '../targets/sim.ts';

/** A scheduler that does what the steps say, and draws from a seed from some moment on. */
export class Fork implements Scheduler {
  readonly #later: Scheduler;
  #now: Scheduler = explicitScheduler;

  constructor(seed: string) {
    this.#later = seededScheduler(seed);
  }

  /** From now on what the daemons do is drawn. */
  free(): void {
    this.#now = this.#later;
  }

  before: Scheduler['before'] = (edges) => this.#now.before(edges);
  during: Scheduler['during'] = (edges) => this.#now.during(edges);
  interruption: Scheduler['interruption'] = (ways) => this.#now.interruption(ways);
  writes: Scheduler['writes'] = (most) => this.#now.writes(most);
  duration: Scheduler['duration'] = () => this.#now.duration();
}

/** Makes simulated pairs that share what was compiled of one mode, each with a scheduler of its own. */
export function forkedTargets(
  mirroring: Mirroring,
  variant: Variant | undefined,
): (fork: Fork) => Target {
  const variants = variant === undefined ? [] : [variant];
  const space = new Space(machineOf(mirroring, ...variants));
  const status = statusOf(...variants);
  return (fork) =>
    blackBox(
      'sim',
      () => space,
      status,
      () => fork,
    );
}
