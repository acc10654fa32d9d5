import type { ClusterRole } from './layout.ts';
import { type LabProcess, signalAll } from './processes.ts';
import { until } from './wait.ts';

/** A process of a site's cluster that can fail alone. */
export type Part = Extract<ClusterRole, 'mon' | 'osd'>;

/** How such a process is: working, halted where it is, or not there. */
export type PartState = 'up' | 'stopped' | 'killed';

/** How a part is, from the processes found of it. */
export const stateOfPart = (found: readonly LabProcess[]): PartState => {
  if (found.length === 0) return 'killed';
  return found.some(({ halted }) => halted) ? 'stopped' : 'up';
};

/** Halts processes where they are (SIGSTOP), and returns when each of them is halted. */
export const haltAll = async (find: () => readonly LabProcess[]): Promise<void> => {
  signalAll(find(), 'SIGSTOP');
  const what = 'processes to halt';
  await until({ what, where: 'this machine', deadline: 5000, interval: 5 }, () =>
    find().every(({ halted }) => halted) ? true : undefined,
  );
};
