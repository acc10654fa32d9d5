import type { Command } from '../../model/events.ts';
import type { PoolMode } from '../../model/site.ts';
import type { StateId, Stepper } from '../../model/stepper.ts';
import { faultsSince } from '../../model/under-way.ts';
import type { PairState } from '../../model/views.ts';
import { interruptOf, requestOf } from '../events.ts';
import type { Step } from '../step.ts';
import type { Weighed } from './move.ts';
import { poolStep } from './pool-moves.ts';

/** Draws a whole number from 0 to `max`, both included. */
export type Draw = (max: number) => number;

/** A scenario in the making, and the state that it most likely leads to. */
export class Walk {
  readonly model: Stepper;
  readonly draw: Draw;
  readonly poolMode: PoolMode;
  readonly steps: Step[] = [];
  state: StateId;
  readonly #faultsIn: (state: PairState) => number;

  constructor(model: Stepper, draw: Draw, poolMode: PoolMode = 'image') {
    this.model = model;
    this.draw = draw;
    this.poolMode = poolMode;
    this.state = model.initial;
    this.#faultsIn = faultsSince(this.view);
  }

  /** What is so, most likely. */
  get view(): PairState {
    return this.model.view(this.state);
  }

  /** How many faults are under way. */
  get underWay(): number {
    return this.#faultsIn(this.view);
  }

  /** How many would be under way after a step. */
  underWayAfter(step: Step): number {
    const next = afterStep(this.model, this.state, step, this.draw);
    return this.#faultsIn(this.model.view(next ?? this.state));
  }

  /**
   * Goes on by a step; false, and nothing changes, where the model does not follow it, wherever the daemons
   * may have come to by now.
   */
  take(step: Step): boolean {
    const next = afterStep(this.model, this.state, step, this.draw);
    if (next === undefined || !this.#follows(step)) return false;
    this.steps.push(step);
    this.state = next;
    return true;
  }

  /** Takes the steps of a route, as far as the model follows them, each as its pool asks for it. */
  go(route: readonly Step[]): void {
    for (const step of route) this.take(this.poolMode === 'pool' ? poolStep(step) : step);
  }

  #follows(step: Step): boolean {
    const { model, state } = this;
    const request = requestOf(step);
    if (request.kind !== 'commands') return true;
    const [command] = request.commands;
    const follows = (one: StateId) => !command || model.command(one, command) !== undefined;
    return model.reachable(state).every(follows);
  }
}

/**
 * The state that a step most likely leads to: what a generator looks at when it chooses the next
 * one. Undefined where the bounded history has no room.
 */
export function afterStep(
  model: Stepper,
  state: StateId,
  step: Step,
  draw: Draw,
): StateId | undefined {
  const request = requestOf(step);
  if (request.kind === 'fault') return model.fault(state, request.fault);
  if (request.kind === 'settle') return pick(model.settled(state), draw);
  if (request.kind === 'let') {
    return model.internals(state).find(({ event }) => event === request.internal)?.to;
  }
  let next: StateId | undefined = state;
  const last = request.commands.length - 1;
  for (const [index, command] of request.commands.entries()) {
    if (next === undefined) break;
    const interrupted = index === last && interruptOf(step) !== undefined;
    next = interrupted ? afterKill(model, next, command, draw) : model.command(next, command)?.to;
  }
  return next;
}

/** The state after a command whose client was killed midway, however far it came. */
function afterKill(model: Stepper, state: StateId, command: Command, draw: Draw) {
  const ways = model.interruptions(state, command);
  return ways && pick(ways, draw)?.to;
}

/** Lets the daemons act a little, as they may. */
export function drift(model: Stepper, state: StateId, draw: Draw): StateId {
  return draw(1) === 0 ? state : (pick(model.reachable(state), draw) ?? state);
}

/** Any of some things; undefined where there are none. */
export const pick = <Item>(items: readonly Item[], draw: Draw): Item | undefined =>
  items[draw(Math.max(0, items.length - 1))];

/** Any of some things, each as likely as it is wanted; undefined where none is. */
export function weighed<Item extends Weighed>(
  items: readonly Item[],
  draw: Draw,
): Item | undefined {
  const shares = items.map(({ weight }) => Math.round(weight * 1000));
  let left = draw(Math.max(0, shares.reduce((sum, share) => sum + share, 0) - 1));
  return items.find((_, index) => {
    left -= shares[index] ?? 0;
    return left < 0;
  });
}
