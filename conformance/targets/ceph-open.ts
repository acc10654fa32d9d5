import { claimHolder } from '../lab/holder.ts';
import { findLab, type Lab, LabError, type LabOptions, labDown, labUp } from '../lab/index.ts';
import { labFolder } from '../lab/layout.ts';
import { mustBeRoot } from '../lab/must-be-root.ts';
import type { ReleaseName } from '../lab/release.ts';
import { clearFolder } from '../lab/up.ts';
import type { Target } from '../target.ts';
import { CephTarget } from './ceph.ts';
import type { CephLabs } from './ceph-labs.ts';
import { Pool } from './pool.ts';

/** Which labs to open, and who is told. */
export interface CephOptions {
  /** The folder of a lab that runs, or of those to be brought up. */
  readonly folder?: string | undefined;
  /** How many labs there have to be; if left out, the one that runs, or `usual` ones. */
  readonly labs?: number | undefined;
  readonly usual?: number;
  /** The release they have to be of; any, if left out. */
  readonly ceph?: ReleaseName | undefined;
  readonly onProgress?: (text: string) => void;
  /** Told of a lab that did not come up, or broke and could not be made anew. */
  readonly onLoss?: (reason: Error) => void;
}

/** Labs that are up or coming up, and how to leave them when there is no time to do it in order. */
export interface OpenedLabs {
  readonly labs: CephLabs;
  /** Leaves nothing behind that the opening made, whatever still runs on it. */
  readonly abandon: () => Promise<void>;
}

/** A target, and how to leave it when there is no time to close it. */
export interface OpenedTarget {
  readonly target: Target;
  /** Leaves nothing behind that the opening made, whatever still runs on it. */
  readonly abandon: () => Promise<void>;
}

const ignored = () => undefined;

/**
 * Opens real clusters: those of the running lab, with every fault ended, or those of new labs, which
 * go down when the target is closed or abandoned. It is open with the first lab; the others come up
 * one after the other meanwhile. `signal` ends the bringing up. Rejects with LabError where no lab
 * can be had, or more are asked for than the running one.
 */
export const openCeph = async (
  options: CephOptions,
  signal?: AbortSignal,
): Promise<OpenedTarget> => {
  const { labs, abandon } = await openLabs(options, signal);
  return { target: new CephTarget(labs), abandon };
};

/** As above, the labs alone. */
export const openLabs = async (
  options: CephOptions,
  signal: AbortSignal = new AbortController().signal,
): Promise<OpenedLabs> => {
  const running = findLab(options.folder);
  if (!running) return openOwn(options, signal);
  if ((options.labs ?? 1) > 1) {
    const mend = 'leave out --labs, take it down, or give this command another folder with --lab';
    throw new LabError('one lab is up there already', running.folder, mend);
  }
  options.onProgress?.('taking the running lab');
  running.mustRun(options.ceph);
  await running.takeOver();
  const pool = new Pool<Lab>(1);
  pool.put(running);
  const leave = () => each(pool.drain(), (lab) => lab.release());
  const labs = { ceph: running.ceph, pool, leave, signal, onLoss: options.onLoss ?? ignored };
  return { labs, abandon: async () => undefined };
};

const openOwn = async (
  { folder, labs, ceph, usual = 1, onProgress = ignored, onLoss = ignored }: CephOptions,
  signal: AbortSignal,
): Promise<OpenedLabs> => {
  const base = labFolder(folder);
  const count = labs ?? usual;
  const closing = new AbortController();
  const ending = AbortSignal.any([signal, closing.signal]);
  const folders = count === 1 ? [base] : await freshHolder(base, count);
  const pool = new Pool<Lab>(count);
  const how = { signal: ending, ...(ceph && { ceph }) };
  const first = await firstUp(base, folders, { ...how, onProgress });
  pool.put(first);
  const coming = comeUp(folders.slice(1), pool, how, onLoss);
  const leave = async () => {
    closing.abort();
    await coming;
    await each(pool.drain(), (lab) => lab.down());
    await labDown(base);
  };
  const opened = { ceph: first.ceph, pool, leave, signal: ending, onLoss };
  return { labs: opened, abandon: () => labDown(base) };
};

const each = async (labs: readonly Lab[], leave: (lab: Lab) => Promise<void>): Promise<void> => {
  await Promise.all(labs.map(leave));
};

const freshHolder = async (base: string, count: number): Promise<string[]> => {
  mustBeRoot(base);
  await clearFolder(base);
  return claimHolder(base, count);
};

/** Brings the first lab up; where it does not come up, none of the others would. */
const firstUp = async (base: string, folders: readonly string[], how: LabOptions): Promise<Lab> => {
  try {
    return await labUp({ ...how, folder: folders[0] ?? base });
  } catch (error) {
    if (folders.length > 1) await labDown(base);
    throw error;
  }
};

/** Brings labs up one after the other, so that the first runs need not wait for the last lab. */
const comeUp = async (
  folders: readonly string[],
  pool: Pool<Lab>,
  how: LabOptions & { readonly signal: AbortSignal },
  onLoss: (reason: Error) => void,
): Promise<void> => {
  for (const folder of folders) {
    try {
      pool.put(await labUp({ ...how, folder }));
    } catch (error) {
      const reason = error instanceof Error ? error : new Error(String(error));
      pool.lose(reason);
      if (!how.signal.aborted) onLoss(reason);
    }
  }
};
