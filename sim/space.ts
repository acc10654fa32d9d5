import { closed } from '../model/belief.ts';
import type { Copy, PairContext } from '../model/context.ts';
import {
  type Command,
  type Fault,
  type Internal,
  internals,
  isCommand,
  isFault,
  type PairEvent,
  siteOf,
} from '../model/events.ts';
import { nothing } from '../model/history.ts';
import { type Interruption, isLogged, stagesOf } from '../model/interruption.ts';
import { canonical } from '../model/lineage.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Site } from '../model/site.ts';
import type { Answered, InternalEdge, StateId, Stepper } from '../model/stepper.ts';
import { type PairState, stalls } from '../model/views.ts';
import { noDeed } from './kernel/kernel.ts';
import type { Compilable } from './kernel/rules.ts';
import { type PairKernel, type PairKernelOptions, pairKernel, viewer } from './pair-kernel.ts';

/**
 * The states of a pair's machine, numbered as they are met, with every step remembered. A state
 * stands for what is so, not for what was last said: the outcome of a command belongs to its step.
 */
export class Space implements Stepper {
  readonly initial: StateId;
  /** What makes its steps; a state has the same number there. */
  readonly kernel: PairKernel;
  readonly #normal: (context: PairContext) => PairContext;
  readonly #view: (state: StateId) => PairState;
  /** The steps of daemons that there are, by number. */
  readonly #daemons: readonly (readonly [number, Internal])[];
  readonly #views: PairState[] = [];
  readonly #internals: (readonly InternalEdge[])[] = [];
  readonly #reachable: (readonly StateId[])[] = [];

  constructor(machine: Compilable, options: PairKernelOptions = {}) {
    this.kernel = pairKernel(machine, options);
    this.#normal = options.canonical === true ? canonical : (context) => context;
    this.#daemons = internals.flatMap((event) => {
      const number = this.kernel.number(event);
      return number === undefined ? [] : [[number, event] as const];
    });
    this.initial = this.kernel.initial;
    this.#view = viewer(this.kernel).view;
  }

  /** How many states have been met. */
  get size(): number {
    return this.kernel.size;
  }

  /** The same state, as numbered in this space. */
  adopt(other: Space, state: StateId): StateId {
    const { kernel } = other;
    return this.kernel.stateOf(kernel.leaves(state), kernel.context(state));
  }

  /** Whether a state here and one of another space are the same, deviations' own notes aside. */
  isSame(state: StateId, other: Space, otherState: StateId): boolean {
    return this.#plain(this, state) === this.#plain(other, otherState);
  }

  view(state: StateId): PairState {
    this.#views[state] ??= this.#view(state);
    return this.#views[state];
  }

  command(state: StateId, command: Command): Answered | undefined {
    const deed = this.#deed(state, command);
    if (deed === noDeed) return undefined;
    return { to: this.kernel.follow(state, deed), outcome: this.kernel.said(deed) };
  }

  interruptions(state: StateId, command: Command): readonly Interruption[] | undefined {
    const answered = this.command(state, command);
    const undone = this.after(state, `lapse.${siteOf(command)}`);
    if (answered === undefined || undone === undefined) return undefined;
    const done: Interruption = { reach: 'done', to: this.#numbered(state, answered.to) };
    const accepted = answered.outcome === 'ok';
    const stages = stagesOf(command, accepted).flatMap((reach) => {
      const to = this.after(state, `${reach}.${siteOf(command)}`);
      return to === undefined || to === state ? [] : [{ reach, to: this.#numbered(state, to) }];
    });
    if (!accepted) return [{ ...done, reach: 'undone' }, ...stages];
    const logged = isLogged(command)
      ? this.after(answered.to, `withhold.${siteOf(command)}`)
      : undefined;
    if (logged !== undefined) stages.push({ reach: 'withhold', to: logged });
    return [{ reach: 'undone', to: undone }, done, ...stages];
  }

  /** Uses up the number of an event, if what led from `state` to `to` has not. */
  #numbered(state: StateId, to: StateId): StateId {
    const unused = this.view(to).context.next === this.view(state).context.next;
    return unused ? (this.after(to, 'lapse.a') ?? to) : to;
  }

  lateWrite(state: StateId, site: Site): StateId | undefined {
    return this.after(state, `late-write.${site}`);
  }

  fault(state: StateId, fault: Fault): StateId {
    return this.#next(state, fault) ?? state;
  }

  /** The state after any event; undefined where it is not possible. */
  after(state: StateId, event: PairEvent): StateId | undefined {
    return this.#next(state, event) ?? (isFault(event) ? state : undefined);
  }

  /** What a command ends in; undefined for any other event. */
  outcome(state: StateId, event: PairEvent): Outcome | undefined {
    return isCommand(event) ? this.command(state, event)?.outcome : undefined;
  }

  internals(state: StateId): readonly InternalEdge[] {
    this.#internals[state] ??= this.#edges(state);
    return this.#internals[state];
  }

  #edges(state: StateId): readonly InternalEdge[] {
    const edges: InternalEdge[] = [];
    for (const [number, event] of this.#daemons) {
      const deed = this.kernel.deed(state, number);
      if (deed === noDeed) continue;
      const to = this.kernel.follow(state, deed);
      if (to !== state) edges.push({ event, to });
    }
    return edges;
  }

  reachable(state: StateId): readonly StateId[] {
    this.#reachable[state] ??= [...closed(this, [state])];
    return this.#reachable[state];
  }

  isSettled(state: StateId): boolean {
    return this.internals(state).length === 0 || stalls(this.view(state));
  }

  settled(state: StateId): readonly StateId[] {
    return this.reachable(state).filter((here) => this.isSettled(here));
  }

  #next(state: StateId, event: PairEvent): StateId | undefined {
    const deed = this.#deed(state, event);
    return deed === noDeed ? undefined : this.kernel.follow(state, deed);
  }

  #deed(state: StateId, event: PairEvent): number {
    const number = this.kernel.number(event);
    return number === undefined ? noDeed : this.kernel.deed(state, number);
  }

  /** The state of another space without deviations' own notes, as numbered here. */
  #plain({ kernel }: Space, state: StateId): StateId {
    const context = this.#normal(withoutNotes(kernel.context(state)));
    return this.kernel.stateOf(kernel.leaves(state), context);
  }
}

/** A pair without what is noted for deviations alone: no step that is specified depends on it. */
export const withoutNotes = ({ a, b, ...rest }: PairContext): PairContext => ({
  ...rest,
  a: plain(a),
  b: plain(b),
});

const plain = (copy: Copy): Copy => ({
  ...copy,
  previous: nothing,
  client: copy.client === 'disconnected' ? copy.client : 'unknown',
  nearEnd: 0,
  torn: 0,
  tears: copy.tears & copy.history,
  doubts: copy.doubts & copy.history,
  interrupted: 0,
});
