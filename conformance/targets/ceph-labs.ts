import type { Lab } from '../lab/lab.ts';
import { releaseOf } from '../lab/release.ts';
import { labUp } from '../lab/up.ts';
import { TargetFailure } from '../target.ts';
import type { LabState } from './ceph-pair.ts';
import type { Pool } from './pool.ts';

/** The labs that runs are done on, and what becomes of them. */
export interface CephLabs {
  /** The version of Ceph in all of them. */
  readonly ceph: string;
  readonly pool: Pool<Lab>;
  /** Says what becomes of the labs in the end. */
  readonly leave: () => Promise<void>;
  /** Ends the bringing up of labs. */
  readonly signal: AbortSignal;
  /** Told of a lab that broke and could not be made anew. */
  readonly onLoss: (reason: Error) => void;
}

/** Gives a lab back after a run; one that nothing mends is made anew, where it can be. */
export async function putBack(labs: CephLabs, lab: Lab, state: LabState): Promise<void> {
  if (state === 'clean') labs.pool.put(lab);
  else await renew(labs, lab);
}

/** Makes a lab anew; where that fails, the others go on without it. */
async function renew({ pool, signal, onLoss }: CephLabs, lab: Lab): Promise<void> {
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
