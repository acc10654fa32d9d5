import type { Site } from '../../model/site.ts';
import { findLab } from './lab.ts';
import { labFolder } from './layout.ts';
import { comesUp, ownerAtWork, readManifest } from './manifest.ts';
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
  /** The process that works with it now, or brought it up and still lives. */
  readonly usedBy?: number;
  /** How many processes belong to it, clients included. */
  readonly processes: number;
}

/** How the lab in `folder` is. LabError only where another version of splitbrain made it. */
export const labStatus = async (folder?: string): Promise<LabStatus> => {
  const where = labFolder(folder);
  const processes = findProcesses(where).length;
  const manifest = readManifest(where);
  const lab = findLab(where);
  if (lab) {
    const siteStatus = (site: Site) => ({
      cluster: lab.sites[site].state(),
      daemon: lab.sites[site].daemonRuns() ? ('running' as const) : ('stopped' as const),
    });
    const sites = { a: siteStatus('a'), b: siteStatus('b') };
    const link = (await lab.linked()) ? 'whole' : 'cut';
    const usedBy = manifest && ownerAtWork(manifest) ? { usedBy: manifest.owner.pid } : {};
    return { folder: where, state: 'up', ceph: lab.ceph, link, sites, processes, ...usedBy };
  }
  if (manifest && comesUp(manifest)) return { folder: where, state: 'starting', processes };
  return { folder: where, state: manifest || processes > 0 ? 'crashed' : 'none', processes };
};
