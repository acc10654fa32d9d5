import { type Command, nameOf, type PairEvent, siteOf } from '../../model/events.ts';
import type { Reach } from '../../model/interruption.ts';
import type { Site } from '../../model/site.ts';
import type { StateId } from '../../model/stepper.ts';
import { writesThrough } from '../../model/writes-through.ts';
import { interruptOf, requestOf } from '../../scenarios/events.ts';
import { type Step, writingMax } from '../../scenarios/step.ts';
import { diverges, type Stride } from '../../sim/diverges.ts';
import { explicitScheduler, wayOf } from '../../sim/scheduler.ts';
import type { Space } from '../../sim/space.ts';

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
  let from = start;
  if (step.do === 'settle') {
    for (let count = 0; count < strideMax; count += 1) {
      const edge = explicitScheduler.during(space.internals(from));
      if (edge === undefined) return;
      yield { ...edge, from };
      from = edge.to;
    }
    return;
  }
  for (const event of eventsOf(space, from, step)) {
    const to = space.after(from, event);
    if (to === undefined) return;
    yield { event, from, to };
    from = to;
  }
}

/** The events that a step makes in a state; none where it is interrupted at a stage there is not. */
function eventsOf(space: Space, from: StateId, step: Step): readonly PairEvent[] {
  const request = requestOf(step);
  if (request.kind === 'settle') return [];
  if (request.kind === 'fault') return [request.fault];
  if (request.kind === 'let') return [request.internal];
  if (step.do === 'demote' && step.writing !== undefined) {
    return writtenThrough(space, from, step.site, step.writing);
  }
  const [command] = request.commands;
  const interrupt = interruptOf(step);
  if (command === undefined || interrupt === undefined) return request.commands;
  return interruptedEvents(space, from, command, interrupt);
}

/** The events of a demotion that a client writes through: the last write is late, where it can be. */
function writtenThrough(space: Space, from: StateId, site: Site, wanted: true | number) {
  const count = wanted === true ? explicitScheduler.writes(writingMax) : wanted;
  const written = [...writesThrough(space, from, site, count)];
  const events = written.map(({ late }) => `${late ? 'late-write' : 'write'}.${site}` as const);
  return [...events, `demote.${site}`] as const;
}

/** The events of a command that is interrupted; it uses up the number of one, in any case. */
function interruptedEvents(space: Space, from: StateId, command: Command, wanted: true | Reach) {
  const ways = space.interruptions(from, command) ?? [];
  const way = wayOf(explicitScheduler, ways, wanted);
  if (way === undefined) return [];
  if (way.reach === 'withhold') return [command, `withhold.${siteOf(command)}`] as const;
  const first = eventOf(command, way.reach);
  const lapse: PairEvent = `lapse.${siteOf(command)}`;
  return space.after(from, first) === way.to ? [first] : [first, lapse];
}

function eventOf(command: Command, reach: Reach): PairEvent {
  if (reach === 'done') return command;
  return `${reach === 'undone' ? 'lapse' : reach}.${siteOf(command)}`;
}

/**
 * The event at which a walk first leaves what is specified: where the same event, from the same
 * state, is refused, ends otherwise or leads elsewhere. `told` if it never does, so that only what
 * was told of it was wrong.
 */
export function causeOf(space: Space, specified: Space, strides: Iterable<Stride>): string {
  for (const stride of strides) {
    if (diverges(space, specified, stride)) return causeNamed(stride.event);
  }
  return 'told';
}

/**
 * An event without its site: a fault has no favourite side. To disable a copy by force is, inside, to
 * promote it by force first (librbd's Mirror::image_disable): what is wrong there is wrong here.
 */
const causeNamed = (event: PairEvent): string => {
  const name = nameOf(event);
  return name === 'disable-force' ? 'promote-force' : name;
};
