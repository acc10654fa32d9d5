import type { Site } from '../../model/site.ts';
import { labDown } from './down.ts';
import { LabError } from './error.ts';
import { labFolder } from './layout.ts';
import { markKept, ownerAtWork, readManifest, takeOver } from './manifest.ts';
import { cableWhole, cutCable, healCable } from './namespaces.ts';
import { findProcesses } from './processes.ts';
import { LabSite } from './site.ts';

/** Two real Ceph clusters that mirror each other, and the cable between them. */
export class Lab {
  readonly folder: string;
  /** The version of Ceph: `16.2.15`. */
  readonly ceph: string;
  readonly sites: Readonly<Record<Site, LabSite>>;

  constructor(folder: string, ceph: string) {
    this.folder = folder;
    this.ceph = ceph;
    this.sites = { a: new LabSite(folder, 'a'), b: new LabSite(folder, 'b') };
  }

  /** Cuts the link between the sites. */
  cut(): Promise<void> {
    return cutCable(this.folder);
  }

  /** Mends the link; harmless if it is whole. */
  heal(): Promise<void> {
    return healCable(this.folder);
  }

  /** Whether the link is whole. */
  linked(): Promise<boolean> {
    return cableWhole(this.folder);
  }

  /** Ends the faults: the link whole, both sites and their mirror daemons running. */
  async mend(): Promise<void> {
    await Promise.all([this.heal(), this.sites.a.start(), this.sites.b.start()]);
    await Promise.all([this.sites.a.startDaemon(), this.sites.b.startDaemon()]);
  }

  /**
   * Takes a lab that was left running for this process, and ends the faults that it was left with.
   * LabError while another process works with it.
   */
  async takeOver(): Promise<void> {
    takeOver(this.folder);
    await this.mend();
  }

  /** Lets go of the lab and leaves it running, for as long as nobody takes it down. */
  async release(): Promise<void> {
    await this.#stopAgents();
    markKept(this.folder);
  }

  /** Takes the lab down. */
  async down(): Promise<void> {
    await this.#stopAgents();
    await labDown(this.folder);
  }

  async #stopAgents(): Promise<void> {
    await Promise.all([this.sites.a.agent.stop(), this.sites.b.agent.stop()]);
  }
}

/**
 * The lab that runs in `folder`; undefined if none is up there. What a killed command leaves of a
 * lab of its own is none.
 */
export const findLab = (folder?: string): Lab | undefined => {
  const where = labFolder(folder);
  const manifest = readManifest(where);
  const keepers = findProcesses(where).filter(({ role }) => role === 'namespace');
  if (manifest?.state !== 'up' || keepers.length !== 2) return undefined;
  if (!manifest.kept && !ownerAtWork(manifest)) return undefined;
  return new Lab(where, manifest.ceph);
};

/** Opens a lab that another command brought up; LabError if none is up in `folder`. */
export const openLab = (folder?: string): Lab => {
  const lab = findLab(folder);
  if (lab) return lab;
  throw new LabError('no lab is up', labFolder(folder), 'bring one up: splitbrain lab up');
};
