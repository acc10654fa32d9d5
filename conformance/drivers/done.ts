import type { VolumeNumber } from '../../scenarios/volumes/step.ts';
import type { DatabasePassage } from './database/passage.ts';
import type { Found } from './judge.ts';
import type { OwedCode } from './obligations.ts';
import type { LibraryCall } from './protocol.ts';

/** What a request came to, and what is wrong with that alone. */
export interface Done {
  /** `ok`; the class it was refused with; `skipped` where there was nothing to ask for. */
  readonly answer: string;
  readonly message?: string;
  readonly calls?: readonly LibraryCall[];
  readonly found: readonly Found[];
  /** What the driver could have been found wanting in. */
  readonly atStake?: readonly OwedCode[];
  /** The simulated clusters know nothing of what the driver asked of them. */
  readonly unmodelled?: string;
  /** What a database said before it and after it, of a driver that keeps one. */
  readonly kept?: Kept;
}

/** What a database said before a request and after it, and the backend that the driver then used. */
export type Kept = Pick<DatabasePassage, 'before' | 'after' | 'uses'>;

/** The volumes that are in order, where nothing is the matter with anything else. */
export type Fine = ReadonlyMap<VolumeNumber, boolean> | undefined;
