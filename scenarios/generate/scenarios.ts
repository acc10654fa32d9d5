import fc from 'fast-check';
import type { Mode, PoolMode } from '../../model/site.ts';
import type { Stepper } from '../../model/stepper.ts';
import { isCommandStep } from '../events.ts';
import type { Step } from '../step.ts';
import { burst, healthy, type Planned } from './burst.ts';
import type { Cell } from './cell.ts';
import { goTo } from './directed.ts';
import { followed } from './followed.ts';
import { interruptAndRepeat } from './interrupted.ts';
import { perhapsInterrupted } from './interrupts.ts';
import type { Move } from './move.ts';
import { movesIn } from './moves.ts';
import { inPool } from './pool-moves.ts';
import { recovery } from './recovery.ts';
import { Retries } from './retries.ts';
import { perhapsScheduled } from './scheduled.ts';
import { drawSwarm, movesOf, type Swarm } from './swarm.ts';
import { toward } from './toward.ts';
import { type Draw, drift, Walk, weighed } from './walk.ts';

/** How long a generated scenario may be, the recovery at its end aside. */
export const lengths = { min: 4, max: 22 } as const;

/** Of a hundred scenarios, so many begin with a route to somewhere. */
const directedPercent = 70;

/** Of a hundred, so many begin with a command that is interrupted and given again. */
const interruptedPercent = 8;

/** How many steps follow at most, where there was a route to somewhere. */
const afterwards = 6;

/** Of so many steps one begins a burst of faults, where a scenario has bursts. */
const burstOneOf = 12;

/**
 * Scenarios for a mirrored pair, as a fast-check arbitrary. It walks the model while it chooses, so
 * that most steps make sense where they stand, some are refused, and faults strike at every stage.
 * Every scenario ends with the documented recovery, after which the pair has to settle.
 */
export class Scenarios extends fc.Arbitrary<readonly Step[]> {
  readonly #model: Stepper;
  readonly #mode: Mode;
  readonly #poolMode: PoolMode;
  readonly #cell: Cell | undefined;
  readonly #prefix: readonly Step[] | undefined;

  /**
   * Of scenarios that are to meet a `cell`, each goes there and does nothing else. Those with a `prefix` begin
   * with its steps, and go on from there.
   */
  constructor(
    model: Stepper,
    mode: Mode,
    poolMode: PoolMode = 'image',
    { cell, prefix }: { readonly cell?: Cell; readonly prefix?: readonly Step[] } = {},
  ) {
    super();
    this.#model = model;
    this.#mode = mode;
    this.#poolMode = poolMode;
    this.#cell = cell;
    this.#prefix = prefix;
  }

  override generate(random: fc.Random): fc.Value<readonly Step[]> {
    const draw: Draw = (max) => random.nextInt(0, max);
    if (this.#cell !== undefined) return new fc.Value(this.#toward(this.#cell, draw), undefined);
    if (this.#prefix !== undefined) return new fc.Value(this.#after(this.#prefix, draw), undefined);
    const walk = new Walk(this.#model, draw, this.#poolMode);
    const share = draw(99);
    const directed = share < directedPercent + interruptedPercent;
    if (share < directedPercent) goTo(walk, this.#mode);
    else if (directed) interruptAndRepeat(walk, this.#mode);
    this.#wander(walk, directed ? draw(afterwards) : random.nextInt(lengths.min, lengths.max));
    const steps = [...walk.steps, ...recovery(this.#model, walk.state, draw)];
    const all = perhapsScheduled(steps, this.#model, draw);
    return new fc.Value(followed(all, this.#model), undefined);
  }

  #after(prefix: readonly Step[], draw: Draw): readonly Step[] {
    const walk = new Walk(this.#model, draw, this.#poolMode);
    for (const step of prefix) walk.take(step);
    const taken = walk.steps.length;
    this.#wander(walk, lengths.min + draw(lengths.max - lengths.min));
    const steps = [...prefix, ...walk.steps.slice(taken)];
    const all = [...steps, ...recovery(this.#model, walk.state, draw)];
    return followed(all, this.#model, prefix.length);
  }

  #toward(cell: Cell, draw: Draw): readonly Step[] {
    const course = { model: this.#model, mode: this.#mode, poolMode: this.#poolMode, draw };
    const { steps, state } = toward(course, cell);
    return followed([...steps, ...recovery(this.#model, state, draw)], this.#model);
  }

  /** Takes steps at random that make sense where they stand; a burst of faults comes to its end. */
  #wander(walk: Walk, length: number): void {
    const { draw } = walk;
    const swarm = drawSwarm(draw, this.#poolMode);
    const plan: Planned[] = [];
    const retries = new Retries();
    for (let index = 0; index < length || plan.length > 0; index += 1) {
      const begins = plan.length === 0 && !swarm.has('burst') && draw(burstOneOf - 1) === 0;
      if (begins && healthy(walk.view)) plan.push(...burst(draw));
      const sensible = movesIn(walk.view, this.#mode);
      const moves = movesOf(swarm, this.#poolMode === 'pool' ? inPool(sensible) : sensible);
      const all = [...moves, ...retries.moves(this.#model, walk.state)];
      const step = next(plan.shift(), all, swarm, draw);
      if (step === undefined) return;
      const before = walk.state;
      if (!walk.take(step)) continue;
      retries.note(this.#model, before, step);
      walk.state = drift(this.#model, walk.state, draw);
    }
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

/** The step that was planned; else one that makes sense, and is perhaps interrupted. */
function next(
  planned: Planned | undefined,
  moves: readonly Move[],
  swarm: Swarm,
  draw: Draw,
): Step | undefined {
  if (planned !== undefined && planned !== 'command') return planned;
  const fitting = planned === 'command' ? moves.filter(({ step }) => isCommandStep(step)) : moves;
  const step = weighed(fitting, draw)?.step;
  return step && perhapsInterrupted(step, swarm, draw);
}
