import type { Site } from '../../model/site.ts';
import { findLab } from './lab.ts';
import { labFolder } from './layout.ts';
import { comesUp, ownerAtWork, readManifest } from './manifest.ts';
import { mustBeRoot } from './preflight.ts';
import { findProcesses } from './processes.ts';
import type { SiteState } from './site.ts';

/** How a lab is, read from the machine rather than from what was once written down. */
export interface LabStatus {
  readonly folder: string;
  /** `crashed`: something is left of a lab that nobody brings up or can use; `down` clears it. */
  readonly state: 'none' | 'starting' | 'up' | 'crashed';
  readonly ceph?: string;
  readonly link?: 'whole' | 'cut';
  readonly sites?: Readonly<Record<Site, { cluster: SiteState; daemon: 'running' | 'stopped' }>>;
  /** The other process that works with it now. */
  readonly usedBy?: number;
  /** How many processes belong to it, clients included. */
  readonly processes: number;
}

/** How the lab in `folder` is. LabError where another version made it, or for others than root. */
export const labStatus = async (folder?: string): Promise<LabStatus> => {
  const where = labFolder(folder);
  const processes = findProcesses(where).length;
  const manifest = readManifest(where);
  if (manifest) mustBeRoot(where);
  const lab = findLab(where);
  if (lab) {
    const siteStatus = (site: Site) => ({
      cluster: lab.sites[site].state(),
      daemon: lab.sites[site].daemonRuns() ? ('running' as const) : ('stopped' as const),
    });
    const sites = { a: siteStatus('a'), b: siteStatus('b') };
    const link = (await lab.linked()) ? 'whole' : 'cut';
    const user = manifest && ownerAtWork(manifest) ? manifest.owner.pid : process.pid;
    const usedBy = user === process.pid ? {} : { usedBy: user };
    return { folder: where, state: 'up', ceph: lab.ceph, link, sites, processes, ...usedBy };
  }
  if (manifest && comesUp(manifest)) return { folder: where, state: 'starting', processes };
  return { folder: where, state: manifest || processes > 0 ? 'crashed' : 'none', processes };
};
