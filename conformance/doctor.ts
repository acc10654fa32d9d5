import { statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { messageOf } from './lab/error.ts';
import { labStatus } from './lab/index.ts';
import { diskNeeded, toolNames, tools, toolVersion } from './lab/preflight.ts';
import { type ReleaseName, releaseNames } from './lab/release.ts';
import { rootAtHand, rootOf } from './lab/root.ts';
import { run } from './lab/run.ts';
import {
  cephProgramNames,
  cephPrograms,
  cephVersion,
  checkBinding,
  softwareAtHand,
} from './lab/software.ts';

/** One thing that splitbrain needs of the machine, and how it stands. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  /** What to do about it, where it is not well. */
  readonly mend?: string;
}

const gibibyte = 1024 ** 3;

/** Two small clusters at work use less than half of this. */
const memoryNeeded = 2 * gibibyte;

const judged = (name: string, ok: boolean, detail: string, mend: string): Check =>
  ok ? { name, ok, detail } : { name, ok, detail, mend };

const firstLine = (thrown: unknown): string => messageOf(thrown).split('\n')[0] ?? '';

const nodeCheck = (): Check => {
  const { node } = process.versions;
  return judged('node', Number.parseInt(node, 10) >= 18, node, 'install Node.js 18 or newer');
};

const rootCheck = (): Check => {
  const root = process.getuid?.() === 0;
  return judged('root', root, root ? 'yes' : 'no', 'the lab makes network namespaces: use sudo');
};

const namespaceCheck = async (): Promise<Check> => {
  const name = 'network namespaces';
  const argv = ['--net', '--mount', '--', 'ip', 'link', 'add', 'x', 'type', 'veth', 'peer', 'y'];
  try {
    await run({ file: 'unshare', args: argv });
    return { name, ok: true, detail: 'a namespace and a cable can be made' };
  } catch (thrown) {
    return {
      name,
      ok: false,
      detail: firstLine(thrown),
      mend: 'in a container, give it --privileged',
    };
  }
};

const toolCheck = async (tool: keyof typeof tools): Promise<Check> => {
  try {
    return { name: tool, ok: true, detail: await toolVersion(tool) };
  } catch {
    const mend = `apt-get install ${tools[tool]}`;
    return { name: tool, ok: false, detail: 'not installed', mend };
  }
};

/** What is missing of the machine's own Ceph is well where a release's root folder serves. */
const unlessInRoot = (name: string, detail: string, mend: string): Check => {
  const root = releaseNames.find((release) => rootAtHand(release) !== undefined);
  if (root === undefined) return { name, ok: false, detail, mend };
  return { name, ok: true, detail: `${detail}; use --ceph ${root}` };
};

const programCheck = async (program: keyof typeof cephPrograms): Promise<Check> => {
  try {
    return { name: program, ok: true, detail: await cephVersion(program) };
  } catch {
    return unlessInRoot(program, 'not installed', `apt-get install ${cephPrograms[program]}`);
  }
};

const bindingCheck = async (): Promise<Check> => {
  const name = 'python3-rbd';
  try {
    await checkBinding();
    return { name, ok: true, detail: '/usr/bin/python3 imports rados and rbd' };
  } catch {
    const detail = '/usr/bin/python3 cannot import rados and rbd';
    return unlessInRoot(name, detail, 'apt-get install python3-rbd');
  }
};

/** A release that is not at hand is nothing amiss: it is made when it is asked for. */
const releaseCheck = async (release: ReleaseName): Promise<Check> => {
  const name = `ceph ${release}`;
  const root = rootAtHand(release);
  // To look into a root folder takes root, which has a check of its own.
  if (root !== undefined && process.getuid?.() !== 0) return { name, ok: true, detail: root };
  try {
    const found = await softwareAtHand(release);
    if (found === undefined) {
      const make = `npx splitbrain lab make --ceph ${release}`;
      return { name, ok: true, detail: `not at hand; to have it: ${make}` };
    }
    return { name, ok: true, detail: `${found.version}, ${found.root ?? 'installed'}` };
  } catch (thrown) {
    const mend = `remove ${rootOf(release)}`;
    return { name, ok: false, detail: firstLine(thrown), mend };
  }
};

const roomChecks = (): Check[] => {
  const { bavail, bsize } = statfsSync(tmpdir());
  const disk = bavail * bsize;
  const memory = freemem();
  const amount = (bytes: number): string => `${(bytes / gibibyte).toFixed(1)} GiB free`;
  return [
    judged('memory', memory >= memoryNeeded, amount(memory), 'free 2 GiB of memory'),
    judged('disk', disk >= diskNeeded, `${amount(disk)} in ${tmpdir()}`, 'free 2 GiB of disk'),
  ];
};

const labCheck = async (): Promise<Check> => {
  const { state, folder, processes } = await labStatus();
  const detail = state === 'none' ? 'none' : `${state}, ${processes} processes, in ${folder}`;
  return judged('lab', state !== 'crashed', detail, 'npx splitbrain lab down');
};

/**
 * What of splitbrain can run on this machine. The simulator needs only Node.js; everything else
 * here is for real clusters. Never rejects: what goes wrong is a check that is not ok.
 */
export const doctor = async (): Promise<Check[]> => {
  const asked = [
    ...toolNames.map(toolCheck),
    namespaceCheck(),
    ...cephProgramNames.map(programCheck),
    bindingCheck(),
    ...releaseNames.map(releaseCheck),
    labCheck(),
  ];
  const found = await Promise.all(
    asked.map((check) =>
      check.catch((thrown) => judged('lab', false, firstLine(thrown), 'npx splitbrain lab down')),
    ),
  );
  return [nodeCheck(), rootCheck(), ...found, ...roomChecks()];
};
