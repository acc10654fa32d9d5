import { type Deviation, deviationsOf } from '../../model/deviations.ts';
import { type Symptom, symptomsOf } from '../../model/symptoms.ts';
import type { Lab } from '../lab/lab.ts';
import type { Opening, Pair, Target } from '../target.ts';
import { Convoy, SharedCeph } from './ceph-convoy.ts';
import { type CephLabs, putBack } from './ceph-labs.ts';
import { CephPair, type LabState } from './ceph-pair.ts';
import { imagePlace, takeReady } from './ceph-place.ts';

/** Two real Ceph clusters in a lab; or several such labs, each for one run at a time. */
export class CephTarget implements Target {
  readonly name: string;
  readonly deviations: readonly Deviation[];
  readonly symptoms: readonly Symptom[];
  /**
   * A daemon that missed a notification looks again each 30 s (PoolWatcher, the peer's identity,
   * the status), and may have to do so twice in a row. A manager learns within a minute that there is a
   * primary to take mirror snapshots of, and takes one within another.
   */
  readonly patience = {
    limit: 120_000,
    schedule: 180_000,
    poll: 100,
    transient: 3000,
    doubt: 35_000,
  };
  readonly #labs: CephLabs;

  constructor(labs: CephLabs) {
    this.name = `ceph ${labs.ceph}`;
    this.deviations = deviationsOf(labs.ceph);
    this.symptoms = symptomsOf(labs.ceph);
    this.#labs = labs;
  }

  /** As many as there are labs, those that are still coming up included. */
  get lanes(): number {
    return Math.max(1, this.#labs.pool.size);
  }

  /** Every step can be done: an OSD's store is on disk, so a killed site comes back with it. */
  unsupported(): undefined {
    return undefined;
  }

  /** Waits for a lab that is free. Rejects with LabError when none is left. */
  async open({ mode, seed, ...where }: Opening): Promise<Pair> {
    const lab = await takeReady(
      where,
      () => this.#labs.pool.take(),
      (broken) => this.#putBack(broken, 'unmendable'),
    );
    const leave = (state: LabState) => this.#putBack(lab, state);
    return new CephPair({ lab, mode, seed, leave, place: imagePlace(mode, where) });
  }

  /** One lab for several runs, taken when the first of them is opened. */
  shared(count: number): Target {
    const convoy = new Convoy(
      count,
      () => this.#labs.pool.take(),
      (lab, state) => this.#putBack(lab, state),
    );
    return new SharedCeph(this, convoy);
  }

  async close(): Promise<void> {
    await this.#labs.leave();
  }

  #putBack(lab: Lab, state: LabState): Promise<void> {
    return putBack(this.#labs, lab, state);
  }
}
