import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LabError } from './error.ts';
import { statOf } from './processes.ts';

const schema = z.strictObject({
  format: z.literal('splitbrain-lab-1'),
  /** `starting` until every part answered once. */
  state: z.enum(['starting', 'up']),
  /** Whether it stays up when its owner ends; one that does not counts as crashed from then on. */
  kept: z.boolean(),
  /** The process that works with it, told from later ones by its start time. */
  owner: z.strictObject({ pid: z.int(), started: z.string() }),
  ceph: z.string(),
});

const fileSchema = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('not JSON');
      return z.NEVER;
    }
  })
  .pipe(schema);

/** What a lab folder says about itself. Its processes are found by their marks, not from here. */
export type Manifest = z.infer<typeof schema>;

/** The file in a lab folder that says what the folder is: the first to come and the last to go. */
export const manifestName = 'lab.json';

/** The file that says that a folder holds several labs; see holder.ts. */
export const holderName = 'labs.json';

const fileIn = (folder: string): string => join(folder, manifestName);

/** The manifest of the lab in `folder`; undefined if there is none. */
export const readManifest = (folder: string): Manifest | undefined => {
  if (!existsSync(fileIn(folder))) return undefined;
  const parsed = fileSchema.safeParse(readFileSync(fileIn(folder), 'utf8'));
  if (parsed.success) return parsed.data;
  const mend = 'remove the folder yourself, or choose another';
  throw new LabError('the lab there was made by another version', fileIn(folder), mend);
};

/** This process, as owner of a lab. */
export const thisProcess = (): Manifest['owner'] => ({
  pid: process.pid,
  started: statOf(process.pid)?.started ?? '',
});

const write = (folder: string, manifest: Manifest): void => {
  writeFileSync(`${fileIn(folder)}.new`, `${JSON.stringify(manifest, null, 2)}\n`);
  renameSync(`${fileIn(folder)}.new`, fileIn(folder));
};

/**
 * Whether a folder holds nothing but, maybe, a manifest that was never finished: what is left when
 * the process that takes or removes it is killed at its first or its last step.
 */
export const isHollow = (folder: string): boolean =>
  statSync(folder).isDirectory() &&
  readdirSync(folder).every(
    (name) => name === `${manifestName}.new` || name === `${holderName}.new`,
  );

/**
 * Takes the folder for a new lab, before anything of it is started. LabError if the folder is
 * there already: it is then another's.
 */
export const claimFolder = (folder: string, ceph: string): Manifest => {
  const owner = thisProcess();
  const manifest: Manifest = {
    format: 'splitbrain-lab-1',
    state: 'starting',
    kept: false,
    owner,
    ceph,
  };
  try {
    mkdirSync(folder);
    write(folder, manifest);
  } catch (cause) {
    const mend = 'choose a folder that does not exist, below one that does';
    throw new LabError('the lab folder cannot be made', folder, mend, { cause });
  }
  return manifest;
};

/** Notes that the lab is up. */
export const markUp = (folder: string, manifest: Manifest): void =>
  write(folder, { ...manifest, state: 'up' });

/** Notes that the lab stays up when this process ends. */
export const markKept = (folder: string): void => {
  const manifest = readManifest(folder);
  if (manifest?.kept === false) write(folder, { ...manifest, kept: true });
};

/** Takes a lab that is up for this process; LabError while another one works with it. */
export const takeOver = (folder: string): void => {
  const manifest = readManifest(folder);
  if (!manifest) return;
  if (ownerAtWork(manifest) && manifest.owner.pid !== process.pid) {
    const mend = 'wait until that ends, or give this command another folder with --lab';
    throw new LabError(`process ${manifest.owner.pid} works with the lab there`, folder, mend);
  }
  write(folder, { ...manifest, owner: thisProcess() });
};

/** Whether the process that brings the lab up, or works with it, still lives. */
export const ownerAtWork = ({ owner }: Pick<Manifest, 'owner'>): boolean =>
  statOf(owner.pid)?.started === owner.started;

/** Whether a process that still lives is bringing the lab up. */
export const comesUp = (manifest: Manifest): boolean =>
  manifest.state === 'starting' && ownerAtWork(manifest);
