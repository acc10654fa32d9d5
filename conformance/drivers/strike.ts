import { faultStepOf } from '../../scenarios/volumes/amid.ts';
import type { AmidStrike, VolumeStep } from '../../scenarios/volumes/step.ts';
import type { Clusters } from './clusters.ts';
import type { Faults } from './faults.ts';
import type { GoOn } from './protocol.ts';

type AmidStep = Extract<VolumeStep, { do: 'amid' }>;

/** What struck in the middle of a request, and after how many of the driver's calls. */
export type Struck = Pick<AmidStep, 'calls' | 'strikes'>;

/** Something that is to strike in the middle of a request. */
export class Strike {
  readonly calls: number;
  readonly #strikes: AmidStrike;
  readonly #clusters: Clusters;
  readonly #faults: Faults;
  #hasStruck = false;

  constructor({ calls, strikes }: AmidStep, clusters: Clusters, faults: Faults) {
    this.calls = calls;
    this.#strikes = strikes;
    this.#clusters = clusters;
    this.#faults = faults;
  }

  /** What struck; undefined where the request was over before. */
  get struck(): Struck | undefined {
    return this.#hasStruck ? { calls: this.calls, strikes: this.#strikes } : undefined;
  }

  /** Whether it ended the driver. */
  get ended(): boolean {
    return this.#hasStruck && this.#strikes === 'restart';
  }

  /** Done while the driver halts. */
  async strike(): Promise<GoOn> {
    this.#hasStruck = true;
    const fault = faultStepOf(this.#strikes);
    if (fault === undefined) return 'end';
    await this.#clusters.fault(fault);
    this.#faults.note(fault);
    return 'go_on';
  }
}

/** Which sites answered their clients at two moments, and so in between. */
export const throughout = (
  one: ReturnType<Faults['serving']>,
  other: ReturnType<Faults['serving']>,
): ReturnType<Faults['serving']> => ({ a: one.a && other.a, b: one.b && other.b });
