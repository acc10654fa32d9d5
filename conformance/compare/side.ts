import { type Deviation, deviations } from '../../model/deviations.ts';
import { together, type Variant } from '../../model/variant.ts';
import type { TargetChoice } from '../campaign/target.ts';
import { type Behaviour, behaviourNamed } from '../campaign/variants.ts';
import type { Target } from '../target.ts';
import { simTarget } from '../targets/sim.ts';

/** One of two targets that are compared. */
export interface Side {
  readonly target: Target;
  /**
   * The model that it runs, as the variants of the specified one: then a run is possible there or it
   * is not. Real clusters have none; of them only what is known is known.
   */
  readonly runs?: readonly Variant[];
  /** What is known that it does otherwise than specified. */
  readonly deviations: readonly Deviation[];
}

/** Opens both sides of a comparison; simulated pairs are held to each other. */
export async function openSides(
  choices: readonly [TargetChoice, TargetChoice],
  open: (choice: TargetChoice) => Promise<Target>,
): Promise<readonly [Side, Side]> {
  const [one, other] = choices;
  // The real clusters of one side are there before those of the other are started.
  const first = await openSide(one, other, open);
  return [first, await openSide(other, one, open)];
}

async function openSide(
  own: TargetChoice,
  other: TargetChoice,
  open: (choice: TargetChoice) => Promise<Target>,
): Promise<Side> {
  const behaviour = behaviourOf(own);
  if (behaviour === undefined) {
    const target = await open(own);
    return { target, deviations: target.deviations };
  }
  const { parts } = behaviour;
  const target = simTarget(variantOf(behaviour), variantOf(behaviourOf(other)));
  return { target, runs: parts, deviations: deviations.filter((known) => parts.includes(known)) };
}

const specified: Behaviour = { name: '', parts: [] };

/** How a simulated pair behaves; undefined for real clusters. */
const behaviourOf = (choice: TargetChoice): Behaviour | undefined => {
  if (choice.target !== 'sim') return undefined;
  return choice.with === undefined ? specified : behaviourNamed(choice.with);
};

const variantOf = (behaviour: Behaviour | undefined): Variant | undefined =>
  behaviour === undefined || behaviour === specified
    ? undefined
    : together(behaviour.name, behaviour.parts);
