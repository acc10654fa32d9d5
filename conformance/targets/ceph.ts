import { randomUUID } from 'node:crypto';
import { type Deviation, deviationsOf } from '../../model/deviations.ts';
import { downOnInterrupt } from '../lab/interrupt.ts';
import { findLab, type Lab } from '../lab/lab.ts';
import { type LabOptions, labUp } from '../lab/up.ts';
import type { Opening, Pair, Target } from '../target.ts';
import { CephPair } from './ceph-pair.ts';

/** Two real Ceph clusters in a lab. */
export class CephTarget implements Target {
  readonly name: string;
  readonly deviations: readonly Deviation[];
  /**
   * A daemon that missed a notification looks again each 30 s (PoolWatcher, the peer's identity,
   * the status), and may have to do so twice in a row.
   */
  readonly patience = { limit: 120_000, poll: 100, transient: 3000 };
  #lab: Lab;
  readonly #leave: (lab: Lab) => Promise<void>;

  /** `leave` says what becomes of the lab when the target is closed. */
  constructor(lab: Lab, leave: (lab: Lab) => Promise<void>) {
    this.name = `ceph ${lab.ceph}`;
    this.deviations = deviationsOf(lab.ceph);
    this.#lab = lab;
    this.#leave = leave;
  }

  /** Every step can be done: an OSD's store is on disk, so a killed site comes back with it. */
  unsupported(): undefined {
    return undefined;
  }

  async open({ mode }: Opening): Promise<Pair> {
    const image = `${mode}-${randomUUID().slice(0, 8)}`;
    return new CephPair(this.#lab, mode, image, () => this.#renew());
  }

  async close(): Promise<void> {
    await this.#leave(this.#lab);
  }

  async #renew(): Promise<void> {
    const { folder } = this.#lab;
    await this.#lab.down();
    this.#lab = await labUp({ folder });
  }
}

const ownLab = async (options: LabOptions): Promise<CephTarget> => {
  const lab = await labUp(options);
  const endGuard = downOnInterrupt(lab.folder);
  return new CephTarget(lab, async (last) => {
    await last.down();
    endGuard();
  });
};

/**
 * The lab that runs in the folder, with every fault ended; or one brought up for this target, which
 * goes down when the target is closed or Ctrl-C ends this process. Rejects with LabError if none
 * can be brought up.
 */
export const openCephTarget = async (options: LabOptions = {}): Promise<CephTarget> => {
  const running = findLab(options.folder);
  if (!running) return ownLab(options);
  await running.mend();
  return new CephTarget(running, (lab) => lab.release());
};
