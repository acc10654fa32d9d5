import { LabError } from './error.ts';
import { makeRoot } from './make-root.ts';
import { type ReleaseName, releaseOf, titleOf } from './release.ts';
import { rootAtHand } from './root.ts';
import { run } from './run.ts';

/** The Ceph that a lab runs: the machine's own, or that in a release's root folder. */
export interface Software {
  /** `18.2.7`. */
  readonly version: string;
  /** The root folder; undefined for the machine's own. */
  readonly root?: string;
}

/** The programs that a site runs, each with the Debian package that brings it. */
export const cephPrograms = {
  'ceph-mon': 'ceph-mon',
  'ceph-mgr': 'ceph-mgr',
  'ceph-osd': 'ceph-osd',
  rbd: 'ceph-common',
  'rbd-mirror': 'rbd-mirror',
} as const;

/** Their names. */
export const cephProgramNames = Object.keys(cephPrograms).filter(
  (name): name is keyof typeof cephPrograms => name in cephPrograms,
);

const packages =
  'apt-get install ceph-mon ceph-mgr ceph-osd ceph-common rbd-mirror python3-rbd, ' +
  'or choose a release with --ceph';

/** Runs a program of the machine, or of a root folder. */
const runIn = (root: string | undefined, argv: readonly [string, ...string[]]): Promise<string> => {
  const [file, ...args] = root === undefined ? argv : (['chroot', root, ...argv] as const);
  return run({ file, args });
};

/** The version of one of Ceph's programs. LabError if it is not there. */
export const cephVersion = async (
  program: keyof typeof cephPrograms,
  root?: string,
): Promise<string> => {
  try {
    const text = await runIn(root, [program, '--version']);
    return /version (\S+)/.exec(text)?.[1] ?? 'of unknown version';
  } catch (cause) {
    throw new LabError(`${program} does not run`, root ?? 'this machine', mendOf(root), { cause });
  }
};

/** A secret as this Ceph makes it: it tells the kind of key that its monitors accept. */
export const sampleSecret = async (root?: string): Promise<string> =>
  (await runIn(root, ['ceph-authtool', '--gen-print-key'])).trim();

/** LabError unless the interpreter that the agent runs with has Ceph's bindings. */
export const checkBinding = async (root?: string): Promise<void> => {
  try {
    await runIn(root, ['/usr/bin/python3', '-B', '-c', 'import rados, rbd']);
  } catch (cause) {
    const what = "/usr/bin/python3 cannot import Ceph's rados and rbd modules";
    throw new LabError(what, root ?? 'this machine', mendOf(root), { cause });
  }
};

const mendOf = (root?: string): string =>
  root === undefined ? packages : 'remove that folder, and make it anew: splitbrain lab make';

/** The version that the machine itself has; undefined if it has none. */
export const installedVersion = (): Promise<string | undefined> =>
  cephVersion('ceph-mon').catch(() => undefined);

/** The Ceph of a release, if it is at hand: installed, or in a root folder. */
export const softwareAtHand = async (name: ReleaseName): Promise<Software | undefined> => {
  const installed = await installedVersion();
  if (installed !== undefined && releaseOf(installed) === name) return { version: installed };
  const root = rootAtHand(name);
  return root === undefined ? undefined : { version: await versionIn(root, name), root };
};

const versionIn = async (root: string, name: ReleaseName): Promise<string> => {
  const version = await cephVersion('ceph-mon', root);
  if (releaseOf(version) === name) return version;
  const mend = 'put a root folder of that release there, or remove it to have it made';
  throw new LabError(`what is there is Ceph ${version}, not ${titleOf(name)}`, root, mend);
};

/**
 * The Ceph of a release, or what the machine has if none is named. A release that is not at hand
 * is made first, once: a root folder, in about a minute. LabError where there is no way to it.
 */
export const softwareFor = async (
  name: ReleaseName | undefined,
  onProgress: (text: string) => void,
): Promise<Software> => {
  if (name === undefined) return { version: await cephVersion('ceph-mon') };
  const found = await softwareAtHand(name);
  if (found) return found;
  const root = await makeRoot(name, onProgress, async (made) => {
    await versionIn(made, name);
  });
  return { version: await versionIn(root, name), root };
};
