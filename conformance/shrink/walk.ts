import type { PairEvent } from '../../model/events.ts';
import { isInternal } from '../../model/events.ts';
import type { StateId } from '../../model/stepper.ts';
import { requestOf } from '../../scenarios/events.ts';
import type { Step } from '../../scenarios/step.ts';
import { explicitScheduler } from '../../sim/scheduler.ts';
import type { Space } from '../../sim/space.ts';

/** One event of a walk, and the states it led from and to. */
export type Stride = { readonly event: PairEvent; readonly from: StateId; readonly to: StateId };

/** More steps than daemons take before they have nothing left to do. */
const strideMax = 1000;

/** Walks a space along spelled-out steps; ends early where a step is not possible. */
export function* walk(space: Space, steps: readonly Step[]): Generator<Stride> {
  let here = space.initial;
  for (const step of steps) {
    for (const stride of stridesOf(space, here, step)) {
      yield stride;
      here = stride.to;
    }
  }
}

/** The events that one step makes; none where it is not possible. */
export function* stridesOf(space: Space, start: StateId, step: Step): Generator<Stride> {
  const request = requestOf(step);
  let from = start;
  if (request.kind === 'settle') {
    for (let count = 0; count < strideMax; count += 1) {
      const edge = explicitScheduler.during(space.internals(from));
      if (edge === undefined) return;
      yield { ...edge, from };
      from = edge.to;
    }
    return;
  }
  const events: readonly PairEvent[] =
    request.kind === 'commands'
      ? request.commands
      : [request.kind === 'fault' ? request.fault : request.internal];
  for (const event of events) {
    const to = space.after(from, event);
    if (to === undefined) return;
    yield { event, from, to };
    from = to;
  }
}

/**
 * The event at which a walk first leaves what is specified: where the same event, from the same
 * state, is refused, ends otherwise or leads elsewhere. `told` if it never does, so that only what
 * was told of it was wrong.
 */
export function causeOf(space: Space, specified: Space, strides: Iterable<Stride>): string {
  for (const stride of strides) {
    if (diverges(space, specified, stride)) return nameOf(stride.event);
  }
  return 'told';
}

/** Whether a stride is not what is specified. */
export function diverges(space: Space, specified: Space, { event, from, to }: Stride): boolean {
  const start = specified.adopt(space, from);
  const end = specified.after(start, event);
  if (end === undefined || !specified.isSame(end, space, to)) return true;
  return !isInternal(event) && space.outcome(from, event) !== specified.outcome(start, event);
}

/** An event without its site: a fault has no favourite side. */
const nameOf = (event: PairEvent): string => event.replace(/\.[ab]$/, '');
