import fc from 'fast-check';
import type { Mode } from '../../model/site.ts';
import type { StateId, Stepper } from '../../model/stepper.ts';
import type { Step } from '../step.ts';
import { type Move, movesIn } from './moves.ts';
import { recovery } from './recovery.ts';
import { afterStep, type Draw, drift } from './walk.ts';

/** How long a generated scenario may be, the recovery at its end aside. */
export const lengths = { min: 4, max: 22 } as const;

/**
 * Scenarios for a mirrored pair, as a fast-check arbitrary. It walks the model while it chooses, so
 * that most steps make sense where they stand, some are refused, and faults strike at every stage.
 * Every scenario ends with the documented recovery, after which the pair has to settle.
 */
export class Scenarios extends fc.Arbitrary<readonly Step[]> {
  readonly #model: Stepper;
  readonly #mode: Mode;

  constructor(model: Stepper, mode: Mode) {
    super();
    this.#model = model;
    this.#mode = mode;
  }

  override generate(random: fc.Random): fc.Value<readonly Step[]> {
    const draw: Draw = (max) => random.nextInt(0, max);
    const steps: Step[] = [];
    let state: StateId = this.#model.initial;
    const length = random.nextInt(lengths.min, lengths.max);
    for (let index = 0; index < length; index += 1) {
      const step = choose(movesIn(this.#model.view(state), this.#mode), draw);
      const next = afterStep(this.#model, state, step, draw);
      if (next === undefined) break;
      steps.push(step);
      state = drift(this.#model, next, draw);
    }
    return new fc.Value([...steps, ...recovery(this.#model, state, draw)], undefined);
  }

  override canShrinkWithoutContext(_value: unknown): _value is readonly Step[] {
    return false;
  }

  /** Ever smaller parts left out: first halves, at last single steps. */
  override shrink(steps: readonly Step[]): fc.Stream<fc.Value<readonly Step[]>> {
    return fc.stream(shorter(steps)).map((fewer) => new fc.Value(fewer, undefined));
  }
}

function* shorter(steps: readonly Step[]): IterableIterator<readonly Step[]> {
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : size >> 1) {
    for (let from = 0; from < steps.length; from += size) {
      yield [...steps.slice(0, from), ...steps.slice(from + size)];
    }
  }
}

function choose(moves: readonly Move[], draw: Draw): Step {
  const scale = 1000;
  const total = moves.reduce((sum, { weight }) => sum + Math.round(weight * scale), 0);
  let left = draw(total - 1);
  for (const { weight, step } of moves) {
    left -= Math.round(weight * scale);
    if (left < 0) return step;
  }
  return { do: 'settle' };
}
