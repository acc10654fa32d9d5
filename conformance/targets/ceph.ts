import { type Deviation, deviationsOf } from '../../model/deviations.ts';
import { type Symptom, symptomsOf } from '../../model/symptoms.ts';
import type { Lab } from '../lab/lab.ts';
import { releaseOf } from '../lab/release.ts';
import { labUp } from '../lab/up.ts';
import { type Opening, type Pair, type Target, TargetFailure } from '../target.ts';
import { Convoy, SharedCeph } from './ceph-convoy.ts';
import { CephPair, type LabState } from './ceph-pair.ts';
import { imagePlace, takeReady } from './ceph-place.ts';
import type { Pool } from './pool.ts';

/** The labs of a target, and what becomes of them. */
export interface CephLabs {
  /** The version of Ceph in all of them. */
  readonly ceph: string;
  readonly pool: Pool<Lab>;
  /** Says what becomes of the labs when the target is closed. */
  readonly leave: () => Promise<void>;
  /** Ends the bringing up of labs. */
  readonly signal: AbortSignal;
  /** Told of a lab that broke and could not be made anew. */
  readonly onLoss: (reason: Error) => void;
}

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

  async #putBack(lab: Lab, state: LabState): Promise<void> {
    if (state === 'clean') this.#labs.pool.put(lab);
    else await this.#renew(lab);
  }

  /** Makes a lab anew; where that fails, the others go on without it. */
  async #renew(lab: Lab): Promise<void> {
    const { pool, signal, onLoss } = this.#labs;
    const ceph = releaseOf(lab.ceph);
    try {
      await lab.down();
      pool.put(await labUp({ folder: lab.folder, signal, ...(ceph && { ceph }) }));
    } catch (error) {
      if (!(error instanceof TargetFailure) && !signal.aborted) throw error;
      const reason = error instanceof Error ? error : new Error(String(error));
      pool.lose(reason);
      if (!signal.aborted) onLoss(reason);
    }
  }
}
