import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { LabError } from './error.ts';
import { excessLength } from './layout.ts';
import { run } from './run.ts';

/** The programs that a lab starts, each with the Debian package that brings it. */
export const programs = {
  'ceph-mon': 'ceph-mon',
  'ceph-mgr': 'ceph-mgr',
  'ceph-osd': 'ceph-osd',
  'rbd-mirror': 'rbd-mirror',
  ip: 'iproute2',
  nsenter: 'util-linux',
  unshare: 'util-linux',
} as const;

/** Their names. */
export const programNames = Object.keys(programs).filter(
  (name): name is keyof typeof programs => name in programs,
);

/** Bytes of free disk that a lab needs; a fresh one takes a tenth of it. */
export const diskNeeded = 2 * 1024 ** 3;

const packages = 'apt-get install ceph-mon ceph-mgr ceph-osd rbd-mirror python3-rbd iproute2';

const cephVersion = async (program: string): Promise<string> => {
  const text = await run({ file: program, args: ['--version'] });
  return /version (\S+)/.exec(text)?.[1] ?? 'of unknown version';
};

/** The version of a program; LabError if it is not installed. */
export const programVersion = async (program: keyof typeof programs): Promise<string> => {
  try {
    if (/^(ceph|rbd)-/.test(program)) return await cephVersion(program);
    return (await run({ file: program, args: ['-V'] })).trim();
  } catch (cause) {
    throw new LabError(`${program} is not installed`, 'this machine', packages, { cause });
  }
};

const checkBinding = async (): Promise<void> => {
  try {
    await run({ file: '/usr/bin/python3', args: ['-c', 'import rados, rbd'] });
  } catch (cause) {
    const what = "/usr/bin/python3 cannot import Ceph's rados and rbd modules";
    throw new LabError(what, 'this machine', packages, { cause });
  }
};

const checkDisk = (parent: string): void => {
  if (!existsSync(parent)) {
    throw new LabError('there is no such folder', parent, 'make it, or choose another');
  }
  const free = statfsSync(parent);
  if (free.bavail * free.bsize < diskNeeded) {
    const mend = `free ${diskNeeded / 1024 ** 3} GiB, or choose another folder`;
    throw new LabError('too little disk is free', parent, mend);
  }
};

/** LabError unless this is root, to whom all that a lab consists of belongs. */
export const mustBeRoot = (folder: string): void => {
  if (process.getuid?.() === 0) return;
  const mend = 'run it as root (sudo), or in a container or virtual machine as root';
  throw new LabError('the lab makes network namespaces, which takes root', folder, mend);
};

/** Refuses, with one clear error, what cannot work; returns the version of Ceph. */
export const preflight = async (folder: string): Promise<string> => {
  mustBeRoot(folder);
  const excess = excessLength(folder);
  if (excess > 0) {
    const mend = `choose a folder with a path at least ${excess} bytes shorter`;
    throw new LabError("the lab folder's path is too long for the sockets in it", folder, mend);
  }
  checkDisk(dirname(folder));
  const [version] = await Promise.all([
    programVersion('ceph-mon'),
    checkBinding(),
    ...programNames.map(programVersion),
  ]);
  return version;
};
