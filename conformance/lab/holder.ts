import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LabError } from './error.ts';
import { holderName, ownerAtWork, thisProcess } from './manifest.ts';
import { markedBelow } from './processes.ts';

const schema = z.strictObject({
  format: z.literal('splitbrain-labs-1'),
  /** The process that works with the labs, told from later ones by its start time. */
  owner: z.strictObject({ pid: z.int(), started: z.string() }),
});

/** What a folder that holds several labs says about itself; the labs lie in it, numbered from 1. */
export type Holder = z.infer<typeof schema>;

/** What the folder says, if it holds labs. LabError where another version made it. */
export const readHolder = (folder: string): Holder | undefined => {
  const file = join(folder, holderName);
  if (!existsSync(file)) return undefined;
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const mend = 'take down each lab in it, then remove the folder yourself';
    throw new LabError('the labs there were made by another version', file, mend, { cause });
  }
};

const held = (name: string): boolean => /^[1-9]\d*$/.test(name);

/**
 * The folders of the labs that the folder holds, or held: also where it was removed by hand, and
 * processes of its labs still live. None for a folder that is something else.
 */
export const heldLabs = (folder: string): string[] => {
  const holder = existsSync(folder);
  if (holder && !readHolder(folder)) return [];
  const there = holder ? readdirSync(folder) : [];
  const names = new Set([...there, ...markedBelow(folder)].filter(held));
  return [...names]
    .sort((one, other) => Number(one) - Number(other))
    .map((name) => join(folder, name));
};

/** Takes a folder for several labs; gives the folder of each. LabError if it is there already. */
export const claimHolder = (folder: string, labs: number): string[] => {
  const holder: Holder = { format: 'splitbrain-labs-1', owner: thisProcess() };
  try {
    mkdirSync(folder);
    const file = join(folder, holderName);
    writeFileSync(`${file}.new`, `${JSON.stringify(holder)}\n`);
    renameSync(`${file}.new`, file);
  } catch (cause) {
    const mend = 'choose a folder that does not exist, below one that does';
    throw new LabError('the folder for the labs cannot be made', folder, mend, { cause });
  }
  return Array.from({ length: labs }, (_, index) => join(folder, String(index + 1)));
};

/** LabError while another process works with the labs that the folder holds. */
export const mustBeNobodys = (folder: string): void => {
  const holder = readHolder(folder);
  if (!holder || !ownerAtWork(holder)) return;
  const mend = 'wait until that ends, or give this command another folder with --lab';
  throw new LabError(`process ${holder.owner.pid} works with the labs there`, folder, mend);
};

/** Removes a folder that held labs, when these are gone. LabError if something else is in it. */
export const dropHolder = (folder: string): void => {
  const rest = readdirSync(folder).filter((name) => name !== holderName);
  if (rest.length > 0) {
    const mend = 'move it elsewhere, then take the labs down again';
    throw new LabError(`there is more than labs: ${rest.join(', ')}`, folder, mend);
  }
  rmSync(join(folder, holderName));
  rmdirSync(folder);
};
