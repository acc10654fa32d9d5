import { symlinkSync, writeFileSync } from 'node:fs';
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
 * Debian's 18.2 has a bcrypt that cannot be imported where a manager runs its modules, in interpreters
 * within its own (github.com/PyO3/pyo3/issues/576), and whatever imports it fails to load. They import it
 * for passwords alone, and rbd_support has none: an empty one in its place is found first.
 */
const emptyModule = 'bcrypt.py';

/**
 * Lets a manager find the one module that mirroring needs, and no other: to load them all takes it 2 s of
 * a core, and this one 0.3 s. The links hold inside the site, where the release is; one to what a release
 * lacks leads nowhere.
 */
export const linkModules = (folder: string): void => {
  for (const name of needed) symlinkSync(join(installed, name), join(folder, name));
  writeFileSync(join(folder, emptyModule), '');
};
