import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { LabError } from './error.ts';
import { onInterrupt } from './interrupt.ts';
import { mustBeRoot } from './must-be-root.ts';
import { statOf } from './processes.ts';
import { type ReleaseName, releases, titleOf } from './release.ts';
import { rootOf, rootsFolder } from './root.ts';
import { run } from './run.ts';
import { removeTree } from './tree.ts';

/** Where Debian is fetched from. */
const mirror = 'http://deb.debian.org/debian';

const packages =
  'ceph-mon,ceph-mgr,ceph-osd,ceph-common,rbd-mirror,python3-rbd,iproute2,util-linux';

/** Bytes of free disk that making a root takes; in the end it is half of it. */
const diskNeeded = 1.5 * 1024 ** 3;

/** The part of a name that says which process makes a root, told from later ones. */
const maker = /^(\w+)\.new-(\d+)-(\d+)$/;

/**
 * Clears what interrupted makings of a release's root left. LabError while another process makes
 * it.
 */
export const clearUnfinished = (folder: string, release: ReleaseName): void => {
  for (const name of readdirSync(folder)) {
    const [, what, pid = '', started] = maker.exec(name) ?? [];
    if (what !== release) continue;
    if (statOf(Number(pid))?.started === started && Number(pid) !== process.pid) {
      const mend = 'wait until that is done (about a minute), or end it';
      throw new LabError(`process ${pid} is making ${titleOf(release)}`, folder, mend);
    }
    removeTree(join(folder, name));
  }
};

const checkTools = async (folder: string): Promise<void> => {
  try {
    await run({ file: 'mmdebstrap', args: ['--version'] });
  } catch (cause) {
    const what = 'mmdebstrap, which makes a folder with a release of Ceph, is not installed';
    throw new LabError(what, 'this machine', 'apt-get install mmdebstrap', { cause });
  }
  const free = statfsSync(folder);
  if (free.bavail * free.bsize < diskNeeded) {
    const mend = 'free 1.5 GiB, or name another folder in SPLITBRAIN_CEPH_ROOTS';
    throw new LabError('too little disk is free to make a root folder', folder, mend);
  }
};

const noNetwork = /resolv|Could not connect|Unable to connect|Connection (timed out|failed)/;

/** What mends a failed mmdebstrap, by its words. */
export const mendFor = (words: string): string =>
  noNetwork.test(words)
    ? `this machine must reach ${mirror} (http_proxy is obeyed); or make the folder elsewhere`
    : 'see its words above; a mirror in the middle of an update needs another try';

/**
 * The making as it is run: in namespaces of its own, so that it ends with this process, whatever
 * ends that, and none of its mounts is left. Suites before their release say too early a date.
 */
const commandOf = (release: ReleaseName, folder: string): string[] => [
  ...['--pdeathsig', 'KILL', '--'],
  ...['unshare', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', '--'],
  ...['mmdebstrap', '--mode=root', '--variant=minbase', `--include=${packages}`],
  '--aptopt=Acquire::Check-Valid-Until "false"',
  '--aptopt=APT::Install-Recommends "false"',
  ...[releases[release].debian, folder, mirror],
];

const debootstrap = (
  release: ReleaseName,
  folder: string,
  onProgress: (text: string) => void,
): { readonly end: () => void; readonly done: Promise<void> } => {
  const stdio = ['ignore', 'ignore', 'pipe'] as const;
  const child = spawn('setpriv', commandOf(release, folder), {
    detached: true,
    stdio: [...stdio],
  });
  const words: string[] = [];
  createInterface(child.stderr).on('line', (line) => {
    words.push(line);
    const stage = /^I: (.+?)(\.\.\.)?$/.exec(line)?.[1];
    if (stage !== undefined) onProgress(`making ${titleOf(release)}, once: ${stage}`);
  });
  const done = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve();
      const said = words.slice(-12).join('\n');
      reject(new LabError(`mmdebstrap failed:\n${said}`, folder, mendFor(words.join('\n'))));
    });
  });
  return { end: () => child.kill('SIGKILL'), done };
};

/**
 * Makes the root folder of a release from Debian's packages and returns its path: in about a
 * minute, with 650 MB. It has its name only when it is complete and `check` did not reject it.
 * LabError, and nothing left, where it cannot be made.
 */
export const makeRoot = async (
  release: ReleaseName,
  onProgress: (text: string) => void,
  check: (root: string) => Promise<void>,
): Promise<string> => {
  mustBeRoot(rootsFolder);
  mkdirSync(rootsFolder, { recursive: true });
  if (existsSync(rootOf(release))) {
    const mend = 'remove it to have it made, or name another folder in SPLITBRAIN_CEPH_ROOTS';
    throw new LabError(`this is there, and holds no ${titleOf(release)}`, rootOf(release), mend);
  }
  clearUnfinished(rootsFolder, release);
  await checkTools(rootsFolder);
  const { pid } = process;
  const folder = join(rootsFolder, `${release}.new-${pid}-${statOf(pid)?.started}`);
  onProgress(`making ${titleOf(release)}, once: about a minute, 650 MB`);
  const making = debootstrap(release, folder, onProgress);
  const clear = async (): Promise<void> => {
    making.end();
    await making.done.catch(() => undefined); // it was ended
    if (existsSync(folder)) removeTree(folder);
  };
  const endGuard = onInterrupt(clear, `the making of ${titleOf(release)} was ended`);
  try {
    await making.done;
    await check(folder);
    renameSync(folder, rootOf(release));
    return rootOf(release);
  } catch (thrown) {
    await clear();
    throw thrown;
  } finally {
    endGuard();
  }
};
