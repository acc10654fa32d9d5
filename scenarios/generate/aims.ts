import type { Mode } from '../../model/site.ts';
import type { Step } from '../step.ts';
import type { Weighed } from './move.ts';
import type { Goal } from './routes.ts';

/** What a scenario can be after from its first step on. */
export interface Aim extends Weighed {
  readonly goal: Goal;
  /** Nobody is to answer there: by one of these faults. */
  readonly outage?: readonly Step['do'][];
}

/** What keeps every client out of a site. */
export const unreachable = ['stop-site', 'kill-site', 'stop-monitor', 'kill-monitor'] as const;
/** What lets a client in at a site, and then has it wait. */
export const blocked = ['stop-osd', 'fill'] as const;

/** Weighed by how rarely random steps come there, and by how many things there are to try. */
const aims: readonly Aim[] = [
  { weight: 4, goal: 'absent' },
  { weight: 7, goal: 'trashed' },
  { weight: 6, goal: 'unmirrored' },
  { weight: 4, goal: 'primary' },
  { weight: 26, goal: 'creating' },
  { weight: 9, goal: 'first-copy' },
  { weight: 4, goal: 'idle' },
  { weight: 13, goal: 'behind' },
  { weight: 11, goal: 'half-way' },
  { weight: 10, goal: 'stopped' },
  { weight: 10, goal: 'broken-off' },
  { weight: 3, goal: 'orphan' },
  { weight: 13, goal: 'split-brain' },
  { weight: 10, goal: 'resync-asked' },
  { weight: 5, goal: 'trashed', outage: unreachable },
  { weight: 5, goal: 'orphan', outage: unreachable },
  { weight: 6, goal: 'trashed', outage: blocked },
  { weight: 5, goal: 'orphan', outage: blocked },
];

/** The aims that there are in a mode: only a later sync of snapshots is copied in part. */
export const aimsIn = (mode: Mode): readonly Aim[] =>
  aims.filter(({ goal }) => mode === 'snapshot' || goal !== 'half-way');
