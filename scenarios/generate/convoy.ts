import type { Stepper } from '../../model/stepper.ts';
import { isOfImage, isOfLab } from '../events.ts';
import type { Step } from '../step.ts';
import { followed } from './followed.ts';

/**
 * A scenario that goes along with another: its own commands, and every fault that the leader's run
 * meets, in that order, each as far into it as it is into the leader's. So several images can be
 * mirrored by one pair of clusters, and what befalls that pair hits each of them at another stage.
 * A leader goes along with itself. Syncs are not held, and only the own replayer is stopped: what
 * is held back, or all replayers, would be others' as well. A command that the model may not
 * follow where it has come to stand is left out.
 */
export function alongWith(own: readonly Step[], leader: readonly Step[], model: Stepper): Step[] {
  const steps = followed(merge(own, leader), model);
  return steps.at(-1)?.do === 'settle' ? steps : [...steps, { do: 'settle' }];
}

function merge(own: readonly Step[], leader: readonly Step[]): Step[] {
  const steps = own.filter(isOwn).map(ofImage);
  const ahead = leader.filter((step) => isOwn(step) || isOfLab(step));
  const length = ahead.filter(isOwn).length;
  const merged: Step[] = [];
  let passed = 0;
  let taken = 0;
  for (const step of ahead) {
    if (isOwn(step)) passed += 1;
    else {
      const due = length === 0 ? 0 : Math.round((passed / length) * steps.length);
      merged.push(...steps.slice(taken, due), step);
      taken = due;
    }
  }
  return [...merged, ...steps.slice(taken)];
}

/** The same step, told of the image alone where it would be told of all that a daemon replays. */
const ofImage = (step: Step): Step => ('of' in step ? { ...step, of: 'image' } : step);

const isOwn = (step: Step): boolean => !isOfLab(step) && !isOfImage(step);
