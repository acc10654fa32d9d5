import type { PoolMode, Site } from '../../model/site.ts';
import { labDown } from './down.ts';
import { LabError } from './error.ts';
import { labFolder } from './layout.ts';
import { markKept, ownerAtWork, readManifest, takeOver } from './manifest.ts';
import { cableWhole, cutCable, healCable } from './namespaces.ts';
import { clearWays, losePackets, readWay, slowDown, type Way } from './network.ts';
import { findProcesses } from './processes.ts';
import { type ReleaseName, releaseOf, titleOf } from './release.ts';
import { replayAgain } from './replayers.ts';
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

  /** LabError if it runs another release of Ceph than `asked`. */
  mustRun(asked: ReleaseName | undefined): void {
    if (asked === undefined || releaseOf(this.ceph) === asked) return;
    const mend = 'take it down first (splitbrain lab down), or name another folder with --lab';
    const what = `the lab there runs Ceph ${this.ceph}, not ${titleOf(asked)}`;
    throw new LabError(what, this.folder, mend);
  }

  /** Cuts the link between the sites. */
  cut(): Promise<void> {
    return cutCable(this.folder);
  }

  /** Loses all that `from` sends to its peer; what its peer sends arrives. */
  cutFrom(from: Site): Promise<void> {
    return this.lose(from, 100);
  }

  /** Loses `percent` of the packets that `from` sends to its peer. */
  lose(from: Site, percent: number): Promise<void> {
    return losePackets(this.folder, from, percent);
  }

  /** Slows what `from` sends to its peer to `rate` bits per second. */
  slow(from: Site, rate: number): Promise<void> {
    return slowDown(this.folder, from, rate);
  }

  /** How the way from a site to its peer is, the cable aside. */
  way(from: Site): Promise<Way> {
    return readWay(this.folder, from);
  }

  /** Mends the link, whatever ails it; harmless if it is whole. */
  async heal(): Promise<void> {
    await Promise.all([healCable(this.folder), clearWays(this.folder)]);
  }

  /** Whether the link is whole. */
  linked(): Promise<boolean> {
    return cableWhole(this.folder);
  }

  /** Makes a namespace of the pool, mirrored, at both sites; harmless where it is, and in that mode. */
  async makeNamespace(namespace: string, mode: PoolMode = 'image'): Promise<void> {
    for (const { agent } of [this.sites.a, this.sites.b]) {
      const reply = await agent.ask('make_namespace', { namespace, mode });
      if (reply.kind === 'ok') continue;
      const why = reply.kind === 'hang' ? 'no answer' : reply.error.message;
      const mend = 'take the lab down and bring it up again';
      throw new LabError(`the namespace ${namespace} cannot be made: ${why}`, this.folder, mend);
    }
  }

  /** Ends the faults: the link whole, both sites with room and their mirror daemons replaying. */
  async mend(): Promise<void> {
    await Promise.all([this.heal(), this.sites.a.start(), this.sites.b.start()]);
    await Promise.all([this.sites.a.makeRoom(), this.sites.b.makeRoom()]);
    await Promise.all([this.sites.a.startDaemon(), this.sites.b.startDaemon()]);
    await Promise.all([replayAgain(this.folder, 'a'), replayAgain(this.folder, 'b')]);
  }

  /**
   * Takes a lab that was left running for this process, and ends the faults that it was left with.
   * LabError while another process works with it.
   */
  async takeOver(): Promise<void> {
    takeOver(this.folder);
    await this.mend();
  }

  /** The same lab, for a run beside others: with clients of its own. */
  beside(): Lab {
    return new Lab(this.folder, this.ceph);
  }

  /** Ends the clients that this lab was used through. */
  async dismiss(): Promise<void> {
    await Promise.all([this.sites.a.agent.stop(), this.sites.b.agent.stop()]);
  }

  /** Lets go of the lab and leaves it running, for as long as nobody takes it down. */
  async release(): Promise<void> {
    await this.dismiss();
    markKept(this.folder);
  }

  /** Takes the lab down. */
  async down(): Promise<void> {
    await this.dismiss();
    await labDown(this.folder);
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
