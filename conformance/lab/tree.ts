import { lstatSync, readdirSync, readFileSync, rmdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from './error.ts';
import { mountsBelow } from './mounts.ts';

const removeOn = (device: number, path: string, last?: string): void => {
  const stat = lstatSync(path);
  if (stat.dev !== device) {
    const mend = 'unmount it, then take the lab down again';
    throw new LabError('another file system is mounted inside the lab folder', path, mend);
  }
  if (!stat.isDirectory()) {
    unlinkSync(path);
    return;
  }
  const names = readdirSync(path);
  const sorted = [
    ...names.filter((name) => name !== last),
    ...names.filter((name) => name === last),
  ];
  for (const name of sorted) removeOn(device, join(path, name));
  rmdirSync(path);
};

/**
 * Removes a folder and all below it, but never what is mounted there: it refuses while anything
 * is, and does not step onto another file system. The entry `last` outlives all others, so that a
 * removal that is cut short can still be told by it.
 */
export const removeTree = (folder: string, last?: string): void => {
  const mounts = mountsBelow(readFileSync('/proc/self/mountinfo', 'utf8'), folder);
  if (mounts.length > 0) {
    const mend = `unmount ${mounts.join(', ')}, then take the lab down again`;
    throw new LabError('something is still mounted inside the lab folder', folder, mend);
  }
  removeOn(lstatSync(folder).dev, folder, last);
};
