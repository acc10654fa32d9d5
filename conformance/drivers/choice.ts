import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../campaign/usage.ts';
import type { DriverCommand } from './process.ts';

// The system's own interpreter: Cinder and Ceph's modules are packaged for no other.
const python = '/usr/bin/python3';

const host = fileURLToPath(new URL('cinder/host.py', import.meta.url));

const managerHost = fileURLToPath(new URL('cinder/manager_host.py', import.meta.url));

const stock = 'cinder.volume.drivers.rbd.RBDDriver';

/** The drivers of Cinder that have a name here, each with its host and what that is told. */
const known: Readonly<Record<string, readonly string[]>> = {
  cinder: [host, stock],
  'cinder-snapshot': [host, 'rbd_mirroring.RBDMirroringDriver'],
  'cinder-manager': [managerHost, stock],
  'cinder-manager-cluster': [managerHost, stock, '--clustered'],
  'cinder-manager-snapshot': [managerHost, 'rbd_mirroring.RBDMirroringDriver'],
};

/** The same of a class of Cinder's by its dotted path. */
function ownClass(name: string): readonly string[] | undefined {
  const [, which, path] = /^(cinder|cinder-manager):(.+)$/.exec(name) ?? [];
  if (path === undefined) return undefined;
  return [which === 'cinder' ? host : managerHost, path];
}

/** Where Debian's python3-cinder puts it. */
export const installedCinder = '/usr/lib/python3/dist-packages/cinder';

/**
 * The program of a driver that a user named: one of ours, a class of Cinder's by its dotted path
 * (`cinder:my.module.Driver`, or `cinder-manager:my.module.Driver` with Cinder's manager), or a command that speaks the protocol. `source` is a source tree of Cinder's,
 * in place of the installed one. @throws UsageError
 */
export function driverCommand(name: string, source?: string): DriverCommand {
  const { PATH = '/usr/bin:/bin' } = process.env;
  const env = { PATH, LANG: 'C.UTF-8' };
  const told = known[name] ?? ownClass(name);
  if (told === undefined) {
    if (source !== undefined) throw new UsageError('--cinder-path is for drivers of Cinder only');
    const [file = '', ...args] = name.split(/\s+/);
    if (file === '') throw new UsageError('--driver needs a name or a command');
    return { file, args, env };
  }
  if (source === undefined && !existsSync(installedCinder)) {
    throw new UsageError(
      'Cinder is not installed: apt install python3-cinder python3-rbd, or name a source tree with --cinder-path',
    );
  }
  return { file: python, args: ['-B', ...told, ...(source ? [source] : [])], env };
}
