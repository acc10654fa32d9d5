import { editNames } from '../../model/events.ts';
import type { PoolMode } from '../../model/site.ts';
import type { Step } from '../step.ts';
import type { Move } from './move.ts';
import type { Draw } from './walk.ts';

/** A step by its name; that a client is killed midway; or several faults, one by one. */
type Kind = Step['do'] | 'interrupt' | 'burst';

/** Kinds of steps that a scenario may do without. */
const families = [
  [...editNames, 'trash', 'restore'],
  ['stop-monitor', 'kill-monitor', 'stop-osd', 'kill-osd', 'fill'],
  ['cut-from', 'slow', 'lossy'],
  ['hold'],
  ['stop-replayer', 'restart-replayer'],
  ['interrupt'],
  ['burst'],
] as const satisfies readonly (readonly Kind[])[];

/** What only clones are for. */
const forClones: readonly Step['do'][] = [
  'clone',
  'flatten',
  'parent-enable',
  'parent-disable',
  'hold-parent',
];

/** Steps that a scenario does without. */
export type Swarm = ReadonlySet<string>;

/**
 * Draws what a scenario does without: in one of three, everything but the plain failover steps; else
 * about half of the families. One of eight is about a clone, the others have none; in pool mode none is, where no step mirrors a parent. A scenario with a little of everything has enough of nothing to meet
 * a bug of several steps (Groce et al., "Swarm Testing", ISSTA 2012).
 */
export function drawSwarm(draw: Draw, poolMode: PoolMode): Swarm {
  const plain = draw(2) === 0;
  const cloned = draw(7) === 0 && poolMode === 'image';
  const without = families.filter(() => plain || draw(1) === 0).flat();
  return new Set<string>([...without, ...(cloned ? ['create'] : forClones)]);
}

/** The moves that a swarm leaves; what ends a fault is never left out. */
export const movesOf = (swarm: Swarm, moves: readonly Move[]): Move[] =>
  moves.filter(({ step }) => !swarm.has(step.do));
