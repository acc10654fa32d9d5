import type { Mode, Site } from '../../model/site.ts';
import type { FaultStep } from '../../scenarios/events.ts';
import type { HandCommand as GivenByHand } from '../../scenarios/volumes/step.ts';
import type { DaemonLog } from '../daemon-log.ts';
import type { Answer, FullSight } from '../target.ts';
import type { Origin } from './ledger.ts';
import type { DriverCommand } from './process.ts';
import type { SiteAccess } from './protocol.ts';
import type { VolumeSight } from './record.ts';

/** What is done to an image by hand, by a scenario or a repair. */
export type HandCommand = GivenByHand | 'promote-force';

/**
 * How long a driver may take to answer, in milliseconds by the clusters' clock: less than librados goes on
 * trying to reach a cluster that is gone, unless told otherwise (five minutes, client_mount_timeout).
 */
export const answerMs = 280_000;

/** A site's cluster as its clients know it. */
export interface ClusterId {
  readonly fsid: string;
  readonly host: string;
}

/** Two clusters that mirror the images of a driver's volumes, and all that is done to them beside the driver. */
export interface Clusters {
  /** Name and version, as shown in records: `sim`, `ceph 16.2.15`. */
  readonly name: string;
  readonly access: Readonly<Record<Site, SiteAccess>>;
  readonly ids: Readonly<Record<Site, ClusterId>>;
  /** How a driver's program is started so that it reaches these clusters. */
  command(program: DriverCommand): DriverCommand;
  /** How long a driver's process may give no sign, in milliseconds of real time. */
  readonly deadline: number;
  /** Whether a site answers its clients. */
  answers(site: Site): boolean;
  /** A driver is about to be asked for something, and has so many milliseconds, by the clusters' clock. */
  expect(milliseconds: number): void;
  /** Strikes a fault, or ends one. */
  fault(step: FaultStep): Promise<void>;
  /** Ends every fault. */
  mend(): Promise<void>;
  /** Makes an empty image at a site, beside the driver. */
  make(site: Site, image: string): Promise<Answer>;
  /** Writes one stamped block to an image at a site. */
  write(site: Site, image: string, number: number): Promise<Answer>;
  /** Does something to an image at a site, as an operator would. */
  byHand(site: Site, image: string, command: HandCommand): Promise<Answer>;
  /** All that there is to see of an image at a site. */
  sight(site: Site, watched: Watched): Promise<FullSight>;
  /** The features of an image at a site, as bits; undefined where there is none to be asked. */
  features(site: Site, image: string): Promise<number | undefined>;
  /**
   * Waits until the mirror daemons have nothing left to do, as far as that can be told; returns what the images, in their
   * order, had come to. To look again may show something else: a daemon that takes up its work replays until it comes to
   * a demotion in the journal, and says so.
   */
  settle(images: readonly Watched[]): Promise<readonly VolumeSight[]>;
  /** The end of what the mirror daemon of a site wrote, where there is a daemon that writes. */
  daemonLog?(site: Site): DaemonLog;
  /** Milliseconds by the clusters' own clock. */
  now(): number;
  /** Lets so many milliseconds of that pass. */
  pause(milliseconds: number): Promise<void>;
  /** Removes the images, and gives everything back. */
  close(images: readonly string[]): Promise<void>;
}

/** An image that is looked at. */
export interface Watched {
  readonly image: string;
  /** The number of its newest write. */
  readonly highest: number;
  /** The images that its oldest writes were made to, where it was not itself. */
  readonly origins: readonly Origin[];
}

/** Opens clusters for one scenario. */
export interface ClustersSource {
  readonly name: string;
  /** Whether one driver can go from scenario to scenario. */
  readonly keepsDriver: boolean;
  /** How many scenarios can be under way at once; it may shrink. */
  readonly lanes: number;
  open(seed: string, mode: Mode): Promise<Clusters>;
  close(): Promise<void>;
}
