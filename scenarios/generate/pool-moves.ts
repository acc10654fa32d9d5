import type { Step } from '../step.ts';
import { type Move, move } from './move.ts';

/** In pool mode the journaling feature takes the place of what enables and disables an image. */
export function poolStep(step: Step): Step {
  if (step.do === 'enable') return { do: 'journaling-on', site: step.site };
  if (step.do === 'disable') return { do: 'journaling-off', site: step.site };
  return step;
}

/** How much is wanted in pool mode of what is always refused there. */
const refused = 0.3;

/** The moves of a pool in image mode, as one in pool mode has them. */
export const inPool = (moves: readonly Move[]): Move[] =>
  moves.flatMap(({ weight, step }) => {
    const taken = poolStep(step);
    return taken === step ? [move(weight, step)] : [move(weight, taken), move(refused, step)];
  });
