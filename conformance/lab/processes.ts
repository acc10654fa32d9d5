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

/** The network namespace that a process is in, by its kernel name. */
export const networkOf = (pid: number | 'self'): string => readlinkSync(`/proc/${pid}/ns/net`);
