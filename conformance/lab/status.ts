import type { Site } from '../../model/site.ts';
import { type Holder, heldLabs, readHolder } from './holder.ts';
import { findLab } from './lab.ts';
import { labFolder } from './layout.ts';
import { comesUp, ownerAtWork, readManifest } from './manifest.ts';
import { mustBeRoot } from './must-be-root.ts';
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
  /** Each lab, where the folder holds several. */
  readonly labs?: readonly LabStatus[];
}

/** How several labs in one folder are; `up` as long as the command that works with them lives. */
const heldStatus = async (where: string, { owner }: Holder): Promise<LabStatus> => {
  mustBeRoot(where);
  const labs = await Promise.all(heldLabs(where).map(labStatus));
  const processes = labs.reduce((sum, lab) => sum + lab.processes, 0);
  const known = { folder: where, processes, labs };
  if (!ownerAtWork({ owner })) return { ...known, state: 'crashed' };
  return { ...known, state: 'up', ...(owner.pid !== process.pid && { usedBy: owner.pid }) };
};

/** How the lab, or the labs, in `folder` are. LabError where another version made it, or for others than root. */
export const labStatus = async (folder?: string): Promise<LabStatus> => {
  const where = labFolder(folder);
  const holder = readHolder(where);
  if (holder) return heldStatus(where, holder);
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
