import type { Mode } from '../../model/site.ts';
import { type CephLabs, putBack } from '../targets/ceph-labs.ts';
import { CephVolumes } from './ceph-clusters.ts';
import type { Clusters, ClustersSource } from './clusters.ts';

/** Real clusters: those of the labs at hand, each for one scenario at a time. */
export class CephSource implements ClustersSource {
  readonly name: string;
  /** Each lab has a network of its own, and so has the driver there. */
  readonly keepsDriver = false;
  readonly #labs: CephLabs;

  constructor(labs: CephLabs) {
    this.name = `ceph ${labs.ceph}`;
    this.#labs = labs;
  }

  /** As many as there are labs. */
  get lanes(): number {
    return Math.max(1, this.#labs.pool.size);
  }

  /** Waits for a lab that is free. Rejects with LabError when none is left. */
  async open(_seed: string, mode: Mode): Promise<Clusters> {
    const lab = await this.#labs.pool.take();
    return new CephVolumes(lab, mode, (state) => putBack(this.#labs, lab, state));
  }

  async close(): Promise<void> {
    await this.#labs.leave();
  }
}
