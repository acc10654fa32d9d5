import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { z } from 'zod';
import { type Site, sites } from '../../model/site.ts';
import type { Role } from './layout.ts';
import { until } from './wait.ts';

/** A process of a lab, found by the marks in its environment. */
export interface LabProcess {
  readonly pid: number;
  /** Clock ticks since boot: with the pid, what tells a process from a later one. */
  readonly started: string;
  readonly role: Role;
  readonly site: Site;
  /** Halted by SIGSTOP. */
  readonly halted: boolean;
}

const roles = ['namespace', 'mon', 'osd', 'mgr', 'mirror', 'agent', 'tool'] as const;

const marksSchema = z.object({
  SPLITBRAIN_LAB: z.string(),
  SPLITBRAIN_SITE: z.enum(sites),
  SPLITBRAIN_ROLE: z.enum(roles),
});

/**
 * The environment of a lab's process. Its marks, kept by the kernel for as long as the process
 * lives, are the one record of what belongs to a lab: no list of pids can be lost or go stale.
 */
export const markedEnvironment = (folder: string, site: Site, role: Role) => ({
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LANG: 'C.UTF-8',
  SPLITBRAIN_LAB: folder,
  SPLITBRAIN_SITE: site,
  SPLITBRAIN_ROLE: role,
});

const readOrNothing = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // the process ended while it was looked at
  }
};

/** State letter and start time of a process, from /proc/PID/stat; undefined once it is gone. */
export const statOf = (pid: number): { state: string; started: string } | undefined => {
  const stat = readOrNothing(`/proc/${pid}/stat`);
  // The second field, the name, may hold anything, so fields count from its closing bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, started] = [fields[0], fields[19]];
  return state && started && state !== 'Z' && state !== 'X' ? { state, started } : undefined;
};

const describe = (pid: number, folder: string): LabProcess | undefined => {
  const environment = readOrNothing(`/proc/${pid}/environ`);
  if (!environment.includes(`SPLITBRAIN_LAB=${folder}\0`)) return undefined;
  const pairs = environment.split('\0').map((pair) => {
    const equals = pair.indexOf('=');
    return [pair.slice(0, equals), pair.slice(equals + 1)] as const;
  });
  const marks = marksSchema.safeParse(Object.fromEntries(pairs)).data;
  const stat = statOf(pid);
  if (!marks || !stat) return undefined;
  return {
    pid,
    started: stat.started,
    role: marks.SPLITBRAIN_ROLE,
    site: marks.SPLITBRAIN_SITE,
    halted: stat.state === 'T',
  };
};

/** Every living process of the lab in `folder`. */
export const findProcesses = (folder: string): LabProcess[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => describe(Number(name), folder) ?? []);

/** What the last search for a lab's processes found, by its folder. */
const found = new Map<string, readonly LabProcess[]>();

/** Those that were started and not found yet, by their lab's folder. */
const awaited = new Map<string, readonly number[]>();

/**
 * The living processes of the lab in `folder`. A search reads all of /proc, so it is made anew only
 * after {@link startedOne}, when one of them has ended, and while there are none. Right as long as
 * this process alone starts a part of a lab that is up, which is what owning it means.
 */
export const knownProcesses = (folder: string): LabProcess[] => {
  const known = found.get(folder) ?? [];
  const living = known.flatMap((one) => lookAgain(one) ?? []);
  if (living.length > 0 && living.length === known.length) return living;
  const all = findProcesses(folder);
  // A process shows no marks at the moment when it becomes another program.
  const missing = (awaited.get(folder) ?? []).filter(
    (pid) => statOf(pid) !== undefined && !all.some((one) => one.pid === pid),
  );
  awaited.set(folder, missing);
  if (missing.length === 0) found.set(folder, all);
  return all;
};

/** Tells that a process of the lab was started: it is looked for until it is found, or gone. */
export const startedOne = (
  folder: string,
  { pid }: { readonly pid?: number | undefined },
): void => {
  found.delete(folder);
  if (pid !== undefined) awaited.set(folder, [...(awaited.get(folder) ?? []), pid]);
};

/** The names, within a folder, of the labs just below it that still have processes. */
export const markedBelow = (folder: string): string[] => {
  const mark = `SPLITBRAIN_LAB=${folder}/`;
  const names = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readOrNothing(`/proc/${name}/environ`))
    .flatMap((text) => text.split('\0').find((pair) => pair.startsWith(mark)) ?? [])
    .map((pair) => pair.slice(mark.length))
    .filter((name) => !name.includes('/'));
  return [...new Set(names)];
};

/**
 * A process as it is now, without a search: its marks cannot change while it lives. Undefined once
 * it has ended, also where a later one has its pid.
 */
export const lookAgain = (process: LabProcess): LabProcess | undefined => {
  const stat = statOf(process.pid);
  if (stat?.started !== process.started) return undefined;
  return { ...process, halted: stat.state === 'T' };
};

const alive = ({ pid, started }: LabProcess): boolean => statOf(pid)?.started === started;

/** Sends a signal to those that still live. */
export const signalAll = (processes: readonly LabProcess[], signal: NodeJS.Signals): void => {
  for (const process of processes.filter(alive)) {
    try {
      globalThis.process.kill(process.pid, signal);
    } catch (thrown) {
      if (alive(process)) throw thrown;
    }
  }
};

/** Waits until every one of `processes` has ended; LabError after `deadline` milliseconds. */
export const untilGone = async (
  processes: readonly LabProcess[],
  deadline = 10_000,
): Promise<void> => {
  const what = `processes ${processes.map(({ pid }) => pid).join(', ')} to end`;
  await until({ what, where: 'this machine', deadline, interval: 10 }, () =>
    processes.some(alive) ? undefined : true,
  );
};

/** The name of the program that a process runs; empty once it is gone. */
export const nameOf = (pid: number): string => readOrNothing(`/proc/${pid}/comm`).trim();

/** The network namespace that a process is in, by its kernel name. */
export const networkOf = (pid: number | 'self'): string => readlinkSync(`/proc/${pid}/ns/net`);
