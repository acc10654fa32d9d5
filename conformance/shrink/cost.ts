import { interruptOf, requestOf } from '../../scenarios/events.ts';
import type { Step } from '../../scenarios/step.ts';
import { stepNames } from '../../scenarios/yaml-form.ts';

/** The place of every step in the order of the vocabulary: what comes first counts as simpler. */
const ranks: ReadonlyMap<string, number> = new Map(stepNames.map((name, rank) => [name, rank]));

const isFault = (step: Step) => requestOf(step).kind === 'fault' || interruptOf(step) !== undefined;

/** How many faults strike or end in a scenario; that a client is killed is one. */
const faultsIn = (steps: readonly Step[]) => steps.filter(isFault).length;

/** One line that says what a step is, in a fixed order of simplicity. */
const textOf = (step: Step): string => {
  const rank = String(ranks.get(step.do) ?? 99).padStart(2, '0');
  return `${rank} ${Object.values(step).join(' ')}`;
};

/**
 * Orders scenarios by how simple they are: by steps, then by faults, then by their text. No two different scenarios are equal, so that there is one simplest.
 */
export function compareCost(one: readonly Step[], other: readonly Step[]): number {
  const decided = one.length - other.length || faultsIn(one) - faultsIn(other);
  if (decided !== 0) return decided;
  const [text, otherText] = [one, other].map((steps) => steps.map(textOf).join('\n'));
  return text === otherText ? 0 : (text ?? '') < (otherText ?? '') ? -1 : 1;
}
