import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { LabError } from './error.ts';
import { excessLength } from './layout.ts';
import { mustBeRoot } from './must-be-root.ts';
import type { ReleaseName } from './release.ts';
import { readOnlyInRoot } from './root.ts';
import { run } from './run.ts';
import {
  cephProgramNames,
  cephVersion,
  checkBinding,
  type Software,
  softwareFor,
} from './software.ts';

/** The programs of the machine that a lab is made with, each with the Debian package of it. */
export const tools = {
  ip: 'iproute2',
  tc: 'iproute2',
  nft: 'nftables',
  nsenter: 'util-linux',
  unshare: 'util-linux',
} as const;

/** Their names. */
export const toolNames = Object.keys(tools).filter(
  (name): name is keyof typeof tools => name in tools,
);

/** Bytes of free disk that a lab needs; a fresh one takes a tenth of it. */
export const diskNeeded = 2 * 1024 ** 3;

/** The version of a tool; LabError if it is not installed. */
export const toolVersion = async (tool: keyof typeof tools): Promise<string> => {
  try {
    return (await run({ file: tool, args: ['-V'] })).trim();
  } catch (cause) {
    const mend = `apt-get install ${tools[tool]}`;
    throw new LabError(`${tool} is not installed`, 'this machine', mend, { cause });
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

const checkPlace = (folder: string, { root }: Software): void => {
  const hides = readOnlyInRoot.find((path) => folder.startsWith(`${path}/`));
  if (root === undefined || hides === undefined) return;
  const mend = `choose a folder outside of ${hides}, where the release has its own files`;
  throw new LabError('a lab of another release cannot be there', folder, mend);
};

/** Refuses, with one clear error, what cannot work; returns the Ceph that the lab will run. */
export const preflight = async (
  folder: string,
  release: ReleaseName | undefined,
  onProgress: (text: string) => void,
): Promise<Software> => {
  mustBeRoot(folder);
  const excess = excessLength(folder);
  if (excess > 0) {
    const mend = `choose a folder with a path at least ${excess} bytes shorter`;
    throw new LabError("the lab folder's path is too long for the sockets in it", folder, mend);
  }
  checkDisk(dirname(folder));
  await Promise.all(toolNames.map(toolVersion));
  const software = await softwareFor(release, onProgress);
  checkPlace(folder, software);
  const { root } = software;
  const programs = cephProgramNames.map((program) => cephVersion(program, root));
  await Promise.all([checkBinding(root), ...programs]);
  return software;
};
