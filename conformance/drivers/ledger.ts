import { createHash, randomUUID } from 'node:crypto';
import type { Site } from '../../model/site.ts';
import type {
  Configuration,
  VolumeNumber,
  VolumeStep,
  VolumeType,
} from '../../scenarios/volumes/step.ts';
import type { Database, Update, Volume } from './protocol.ts';

/** Which image a write was made to first: those of a volume that others were made from carry its name. */
export interface Origin {
  readonly image: string;
  /** The number of the newest write that is from there. */
  readonly highest: number;
}

/** What a volume holds at one moment: what can be made of it. */
export interface Contents {
  readonly acknowledged: readonly number[];
  readonly given: readonly number[];
  readonly highest: number;
  readonly origins: readonly Origin[];
  readonly gib: number;
}

/** A snapshot of a volume. */
export interface LedgerSnapshot {
  readonly id: string;
  readonly contents: Contents;
  /** It is known to be where its volume is: no role was changed by hand or by force since it was taken. */
  sure: boolean;
}

/** What a volume was made from, and may be bound to for as long as both are there. */
export interface LedgerSource {
  readonly volume: LedgerVolume;
  /** The snapshot that it was made from; undefined where it was the volume itself. */
  readonly snapshot?: string;
}

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
  /** The images that its oldest writes were made to, oldest first; all others were made to its own. */
  readonly origins: readonly Origin[];
  readonly source: LedgerSource | undefined;
  /** Its snapshots, oldest first. */
  readonly snapshots: LedgerSnapshot[];
  /** An operator has changed its roles by hand, and the driver cannot know. */
  touched: boolean;
  /** The last failover or failback did not succeed for it. */
  failed: boolean;
  /** It was in order when the driver was ended in the middle of its last failover, and nothing befell it since. */
  interrupted: boolean;
  /** Everything has come to rest since the driver was ended. */
  rested: boolean;
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
  /** All that were asked for, in order. */
  readonly made: LedgerVolume[] = [];
  /** Images that were made beside the driver, for it to take over. */
  readonly strangers = new Map<string, VolumeNumber>();
  /** How the driver is configured. */
  configuration: Configuration = 'default';
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

  /** A volume that is about to be made: an empty one, or from what it is to hold. */
  begin(
    number: VolumeNumber,
    type: VolumeType,
    contents: Contents = empty,
    source?: LedgerSource,
  ): LedgerVolume {
    const id = this.id();
    const { highest, origins, gib } = contents;
    const volume: LedgerVolume = {
      number,
      id,
      image: this.#imageOf(id),
      type,
      // As in Cinder's database until a driver says otherwise (flows/api/create_volume.py).
      ...{ told: 'disabled', status: 'available', state: null },
      acknowledged: [...contents.acknowledged],
      given: [...contents.given],
      ...{ highest, origins, gib, source, snapshots: [] },
      ...{ touched: false, steady: false, failed: false, features: undefined },
      ...{ interrupted: false, rested: false },
    };
    this.made.push(volume);
    return volume;
  }

  /** The volumes that are there and were made from another one, or from one that was made from that. */
  madeFrom(source: LedgerVolume, snapshot?: string): readonly LedgerVolume[] {
    return [...this.volumes.values()].filter((one) => isMadeFrom(one, source, snapshot));
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

  /** A volume was not made: nothing is to be left of it, unless a database has it in error until a user deletes it. */
  failed(volume: LedgerVolume): void {
    if (this.database === undefined) this.deleted.push(volume);
  }

  /** A name that nothing else has. */
  id(): string {
    this.#made += 1;
    return uuidOf(`${this.#seed}/${this.#made}`);
  }
}

const empty: Contents = { acknowledged: [], given: [], highest: 0, origins: [], gib: 1 };

function isMadeFrom(
  { source: own }: LedgerVolume,
  source: LedgerVolume,
  snapshot?: string,
): boolean {
  if (own === undefined) return false;
  const same = own.volume === source && (snapshot === undefined || own.snapshot === snapshot);
  return same || isMadeFrom(own.volume, source, snapshot);
}

/** What a volume holds now. */
export const contentsOf = ({
  acknowledged,
  given,
  highest,
  origins,
  image,
  gib,
}: LedgerVolume): Contents => ({
  acknowledged: [...acknowledged],
  given: [...given],
  highest,
  origins: [...origins, { image, highest }],
  gib,
});

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
