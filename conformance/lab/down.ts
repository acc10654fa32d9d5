import { existsSync } from 'node:fs';
import { LabError } from './error.ts';
import { dropHolder, heldLabs, readHolder } from './holder.ts';
import { labFolder } from './layout.ts';
import { isHollow, manifestName, readManifest } from './manifest.ts';
import { mustBeRoot } from './must-be-root.ts';
import { findProcesses, signalAll, untilGone } from './processes.ts';
import { removeTree } from './tree.ts';

/** Kills every process of the lab, also one that was being started while it looked. */
const killAll = async (folder: string): Promise<void> => {
  for (;;) {
    const found = findProcesses(folder);
    if (found.length === 0) return;
    signalAll(found, 'SIGKILL');
    await untilGone(found);
  }
};

/**
 * Takes a lab down, or all labs that a folder holds, in whatever state it is, also one whose owner was killed: afterwards no
 * process, no namespace, no mount and no folder of it is left. Harmless where there is none; an
 * empty folder is the rest of one. LabError when the folder is not a lab's, or something is mounted
 * in it.
 */
export const labDown = async (folder?: string): Promise<void> => {
  const where = labFolder(folder);
  await Promise.all(heldLabs(where).map(oneDown));
  if (readHolder(where)) dropHolder(where);
  else await oneDown(where);
};

const oneDown = async (where: string): Promise<void> => {
  if (existsSync(where)) mustBeRoot(where);
  await killAll(where);
  if (!existsSync(where)) return;
  if (!readManifest(where) && !isHollow(where)) {
    const mend = 'choose another folder, or remove this one yourself';
    throw new LabError('this is there already, and is no lab', where, mend);
  }
  removeTree(where, manifestName);
  await killAll(where);
};
