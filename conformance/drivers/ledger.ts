import { createHash, randomUUID } from 'node:crypto';
import type { Site } from '../../model/site.ts';
import type { VolumeNumber, VolumeStep, VolumeType } from '../../scenarios/volumes/step.ts';
import type { Database, Update, Volume } from './protocol.ts';

/** What is remembered of a volume, by whoever calls its driver and whoever writes to it. */
export interface LedgerVolume {
  readonly number: VolumeNumber;
  readonly id: string;
  readonly image: string;
  type: VolumeType;
  gib: number;
  /** What the driver told of its replication last. */
  told: string | null;
  /** What its caller has it down as: `available`, or `error`. */
  status: string;
  state: Volume['state'];
  /** The writes that were acknowledged and that nothing has excused the loss of, in order. */
  readonly acknowledged: number[];
  /** Those whose loss a forced failover, or a repair, has excused. */
  readonly given: number[];
  /** The number of its newest write. */
  highest: number;
  /** Its snapshots, oldest first. */
  readonly snapshots: string[];
  /** An operator has changed its roles by hand, and the driver cannot know. */
  touched: boolean;
  /** The last failover or failback did not succeed for it. */
  failed: boolean;
  /** The features of its image when that was last seen not to be mirrored, as bits. */
  features: number | undefined;
  /** It was seen at rest, and in order, since it was last asked about. */
  steady: boolean;
}

/** What the caller of a driver keeps: its database, and the book of what was acknowledged. */
export class Ledger {
  readonly volumes = new Map<VolumeNumber, LedgerVolume>();
  /** The images of volumes that were deleted. */
  readonly deleted: LedgerVolume[] = [];
  /** The site whose cluster is the active one, as far as the driver says. */
  active: Site = 'a';
  /** Names the run, as no other is named. */
  readonly run = randomUUID();
  /** What the driver's own database says, if it keeps one. */
  database: Database | undefined;
  readonly #seed: string;
  readonly #imageOf: (id: string) => string;
  #made = 0;

  /** The seed names the volumes; `imageOf` says what a driver calls their images. */
  constructor(seed: string, imageOf: (id: string) => string) {
    this.#seed = seed;
    this.#imageOf = imageOf;
  }

  /** What the active backend is called in the driver's configuration; null for the first one. */
  get backend(): string | null {
    return this.active === 'a' ? null : 'b';
  }

  /** A volume that is about to be made. */
  begin(number: VolumeNumber, type: VolumeType): LedgerVolume {
    this.#made += 1;
    const id = uuidOf(`${this.#seed}/${this.#made}`);
    const none = { acknowledged: [], given: [], snapshots: [] };
    const said = { told: null, status: 'available', state: null };
    return {
      number,
      id,
      image: this.#imageOf(id),
      type,
      gib: 1,
      ...said,
      ...none,
      highest: 0,
      touched: false,
      steady: false,
      failed: false,
      features: undefined,
    };
  }

  /** Remembers what a driver wants remembered of a volume. */
  note(volume: LedgerVolume, update: Update | undefined): void {
    if (update === undefined) return;
    if (update.replication_status !== undefined) volume.told = update.replication_status;
    if (update.status !== undefined && update.status !== null) volume.status = update.status;
    if (update.state !== undefined) volume.state = update.state;
  }

  /** What a driver's own database says goes before what its answers did. */
  read(database: Database): void {
    this.database = database;
    this.active = database.service.active_backend_id === 'default' ? 'a' : 'b';
    for (const volume of this.volumes.values()) {
      const said = database.volumes[volume.id];
      // A service that starts goes on with the deletions that it was interrupted in.
      if (said === undefined) this.end(volume);
      else {
        volume.told = said.replication_status;
        volume.status = said.status;
      }
    }
  }

  /** Whether whoever keeps the database lets users ask for this: not of a volume in error, nor of a frozen backend. */
  allows(step: VolumeStep['do'], { status }: LedgerVolume): boolean {
    if (this.database === undefined) return true;
    const { frozen } = this.database.service;
    if (step === 'delete') return !frozen;
    return status === 'available' && !(frozen && step.startsWith('snap-'));
  }

  /** A volume was deleted. */
  end(volume: LedgerVolume): void {
    this.volumes.delete(volume.number);
    this.deleted.push(volume);
  }

  /** A name for a snapshot that no other has. */
  snapshotId(): string {
    this.#made += 1;
    return uuidOf(`${this.#seed}/${this.#made}`);
  }
}

/** A volume as its driver is told of it. */
export const asTold = ({ id, gib, type, told, status, state }: LedgerVolume): Volume => ({
  id,
  gib,
  type,
  replication_status: told,
  status,
  state,
});

/** A UUID that is the same for the same text. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ];
  return [...parts, hex.slice(20, 32)].join('-');
}
