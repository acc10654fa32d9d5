import { type Command, type Fault, nameOf, siteOf } from '../../model/events.ts';
import type { StateId } from '../../model/stepper.ts';
import { cyclicComponents } from '../explorer/components.ts';
import type { Space } from '../space.ts';
import { type Beliefs, type Seen, unanswered } from './beliefs.ts';
import { allIn, imageIn, rolesIn } from './shown.ts';

/** What can be done to a pair from outside, and how far to follow it. */
export interface Inputs {
  readonly commands: readonly Command[];
  /** Those of them whose client can be killed midway. */
  readonly interruptible: (command: Command) => boolean;
  readonly faults: readonly Fault[];
  /** So many events of an image at most, from the empty pair. */
  readonly events: number;
  /** So many situations at most. */
  readonly most: number;
}

/** Whether all that a pair shows may as well come of what is specified. */
export type Inclusion =
  /** It may, in so many situations: all that there are. */
  | { readonly kind: 'included'; readonly situations: number }
  /** Something is seen that cannot be; or the daemons go round for ever. */
  | { readonly kind: 'seen' }
  /** There are more situations than were asked for. */
  | { readonly kind: 'open' };

/** What is seen of what can happen next in a state, and where it leads. */
type Next = { readonly seen: Seen | undefined; readonly to: StateId };

/**
 * Follows a pair that behaves otherwise together with what is held for possible: in every state that it can come
 * to with every belief that can be held there, it looks whether anything that can be seen next is possible by
 * what is specified. Where everything is, no oracle can ever find fault with it by what was followed.
 */
export function inclusionOf(space: Space, beliefs: Beliefs, inputs: Inputs): Inclusion {
  const known = new Map<StateId, Set<number>>([[space.initial, new Set([beliefs.first])]]);
  const todo: (readonly [StateId, number])[] = [[space.initial, beliefs.first]];
  for (let situations = 1; ; situations += 1) {
    const situation = todo.pop();
    if (situation === undefined) break;
    if (situations > inputs.most) return { kind: 'open' };
    const [state, belief] = situation;
    for (const { seen, to } of nextOf(space, state, inputs)) {
      const after = seen === undefined ? belief : beliefs.after(belief, seen);
      if (after === undefined) return { kind: 'seen' };
      const met = known.get(to) ?? new Set();
      if (met.has(after)) continue;
      known.set(to, met.add(after));
      todo.push([to, after]);
    }
  }
  const situations = [...known.values()].reduce((all, { size }) => all + size, 0);
  const goesRound = !cyclicComponents(space.size, known.keys(), (state) =>
    space.internals(state).flatMap(({ to }) => [0, to]),
  ).next().done;
  return goesRound ? { kind: 'seen' } : { kind: 'included', situations };
}

/** All that can happen next in a state, within the bound. */
function* nextOf(space: Space, state: StateId, inputs: Inputs): Generator<Next> {
  const within = (to: StateId) => space.view(to).context.next <= inputs.events;
  const edges = space.internals(state).filter(({ to }) => within(to));
  for (const { to } of edges) yield { seen: undefined, to };
  if (space.internals(state).length === 0) {
    yield { seen: { kind: 'rest', all: allIn(space.view(state)) }, to: state };
  }
  for (const fault of inputs.faults) {
    const to = space.fault(state, fault);
    if (within(to)) yield { seen: { kind: 'fault', fault, roles: rolesIn(space.view(to)) }, to };
  }
  for (const command of inputs.commands) {
    const answered = space.command(state, command) ?? { outcome: unanswered, to: state };
    const ends = [
      { answer: answered.outcome, to: answered.to },
      ...(inputs.interruptible(command) ? (space.interruptions(state, command) ?? []) : []).map(
        ({ to }) => ({ answer: undefined, to }),
      ),
    ];
    for (const { answer, to } of ends) {
      if (within(to)) yield { seen: seenOf(space, command, answer, to), to };
    }
  }
}

/** What is seen after a command: the roles, and the image where its role may have changed. */
function seenOf(space: Space, command: Command, answer: string | undefined, to: StateId): Seen {
  const view = space.view(to);
  const changes = /^(promote|promote-force|demote)$/.test(nameOf(command));
  const looked = changes && (answer === undefined || answer === 'ok');
  const image = looked ? imageIn(view, siteOf(command)) : undefined;
  return { kind: 'command', command, answer, roles: rolesIn(view), image };
}
