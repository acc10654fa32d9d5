import { commandNames } from '../../model/events.ts';
import { type Mode, sites } from '../../model/site.ts';
import { isInterruptible, stepOf } from '../events.ts';
import { halfDone } from './interrupts.ts';
import { type Goal, routes } from './routes.ts';
import { pick, type Walk } from './walk.ts';

/** Where what is accepted takes several steps inside. */
const goals: readonly Goal[] = ['absent', 'unmirrored', 'primary', 'idle', 'behind', 'orphan'];

/**
 * Goes to where a command is accepted that can be left half done, interrupts it, and gives it again: at once,
 * or when the daemons have seen what was left.
 */
export function interruptAndRepeat(walk: Walk, mode: Mode): void {
  const { draw, model } = walk;
  const site = pick(sites, draw) ?? 'a';
  walk.go(routes[pick(goals, draw) ?? 'idle']({ site, mode, draw }));
  const steps = commandNames
    .filter((name) => model.command(walk.state, `${name}.${site}`)?.outcome === 'ok')
    .map((name) => stepOf(`${name}.${site}`))
    .filter(({ do: name }) => halfDone.has(name));
  const step = pick(steps, draw);
  if (step === undefined || !isInterruptible(step)) return;
  walk.take({ ...step, interrupt: true });
  if (draw(2) === 0) walk.take({ do: 'settle' });
  walk.take(step);
}
