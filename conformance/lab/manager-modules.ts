import { symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Where every release's packages put the modules of the manager. */
const installed = '/usr/share/ceph/mgr';

/** What takes mirror snapshots by a schedule, and what each release's modules import beside it. */
const needed = [
  'rbd_support',
  'mgr_module.py',
  'mgr_util.py',
  'object_format.py',
  'cherrypy_mgr.py',
] as const;

/**
 * Lets a manager find the one module that mirroring needs, and no other: to load them all takes it 2 s of
 * a core. The links hold inside the site, where the release is; one that a release lacks leads nowhere.
 */
export const linkModules = (folder: string): void => {
  for (const name of needed) symlinkSync(join(installed, name), join(folder, name));
};
