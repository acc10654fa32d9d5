import { type Copy, emptyPair, type PairContext } from '../model/context.ts';
import {
  type Command,
  type Fault,
  internals,
  isCommand,
  isFault,
  type PairEvent,
} from '../model/events.ts';
import { nothing } from '../model/history.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Answered, InternalEdge, StateId, Stepper } from '../model/stepper.ts';
import type { PairState } from '../model/views.ts';
import { type Compilable, compile, type Kernel } from './kernel/compile.ts';
import type { Scene } from './kernel/guard.ts';
import { viewer } from './view.ts';

/**
 * The states of a pair's machine, numbered as they are met, with every step remembered. A state
 * stands for what is so, not for what was last said: the outcome of a command belongs to its step.
 */
export class Space implements Stepper {
  readonly initial: StateId;
  readonly #kernel: Kernel<PairContext>;
  readonly #ids = new Map<string, StateId>();
  readonly #scenes: Scene<PairContext>[] = [];
  readonly #views: PairState[] = [];
  readonly #commands: Map<Command, Answered | undefined>[] = [];
  readonly #internals: (readonly InternalEdge[])[] = [];
  readonly #reachable: (readonly StateId[])[] = [];
  readonly #settled: (readonly StateId[])[] = [];
  readonly #view: (scene: Scene<PairContext>) => PairState;

  constructor(machine: Compilable) {
    this.#kernel = compile<PairContext>(machine);
    this.#view = viewer(this.#kernel.regions);
    const leaves = this.#kernel.regions.map((region) => region.initial);
    this.initial = this.#intern({ leaves, context: emptyPair });
  }

  /** How many states have been met. */
  get size(): number {
    return this.#scenes.length;
  }

  /** The same state, as numbered in this space. */
  adopt(other: Space, state: StateId): StateId {
    return this.#intern(other.#scene(state));
  }

  /** Whether a state here and one of another space are the same, deviations' own notes aside. */
  isSame(state: StateId, other: Space, otherState: StateId): boolean {
    return plainKey(this.#scene(state)) === plainKey(other.#scene(otherState));
  }

  view(state: StateId): PairState {
    this.#views[state] ??= this.#view(this.#scene(state));
    return this.#views[state];
  }

  command(state: StateId, command: Command): Answered | undefined {
    this.#commands[state] ??= new Map();
    const known = this.#commands[state];
    if (!known.has(command)) known.set(command, this.#answer(state, command));
    return known.get(command);
  }

  fault(state: StateId, fault: Fault): StateId {
    const next = this.#kernel.step(this.#scene(state), fault);
    return next === undefined ? state : this.#intern(next);
  }

  /** The state after any event; undefined where it is not possible. */
  after(state: StateId, event: PairEvent): StateId | undefined {
    const next = this.#kernel.step(this.#scene(state), event);
    if (next !== undefined) return this.#intern(next);
    return isFault(event) ? state : undefined;
  }

  /** What a command ends in; undefined for any other event. */
  outcome(state: StateId, event: PairEvent): Outcome | undefined {
    return isCommand(event) ? this.command(state, event)?.outcome : undefined;
  }

  internals(state: StateId): readonly InternalEdge[] {
    this.#internals[state] ??= internals.flatMap((event) => {
      const next = this.#kernel.step(this.#scene(state), event);
      if (next === undefined) return [];
      const to = this.#intern(next);
      return to === state ? [] : [{ event, to }];
    });
    return this.#internals[state];
  }

  reachable(state: StateId): readonly StateId[] {
    const known = this.#reachable[state];
    if (known !== undefined) return known;
    const met = new Set([state]);
    for (const here of met) for (const { to } of this.internals(here)) met.add(to);
    const all = [...met];
    this.#reachable[state] = all;
    return all;
  }

  settled(state: StateId): readonly StateId[] {
    this.#settled[state] ??= this.reachable(state).filter(
      (here) => this.internals(here).length === 0,
    );
    return this.#settled[state];
  }

  #answer(state: StateId, command: Command): Answered | undefined {
    const next = this.#kernel.step(this.#scene(state), command);
    return next && { to: this.#intern(next), outcome: next.context.outcome };
  }

  #intern({ leaves, context }: Scene<PairContext>): StateId {
    const key = keyOf(leaves, context);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#scenes.push({ leaves, context: { ...context, outcome: 'ok' } }) - 1;
    this.#ids.set(key, id);
    return id;
  }

  #scene(state: StateId): Scene<PairContext> {
    const scene = this.#scenes[state];
    if (scene === undefined) throw new RangeError(`no state ${state} in this space`);
    return scene;
  }
}

const plainKey = ({ leaves, context }: Scene<PairContext>): string => {
  const plain = (copy: Copy) => ({ ...copy, previous: nothing });
  return keyOf(leaves, { ...context, a: plain(context.a), b: plain(context.b) });
};

const keyOf = (leaves: readonly number[], context: PairContext): string => {
  const { next, writes, demotions, a, b } = context;
  let configuration = 0;
  for (const leaf of leaves) configuration = configuration * 8 + leaf;
  return `${configuration},${next},${writes},${demotions},${copyKey(a)},${copyKey(b)}`;
};

/** Every field of a copy, by name: the quick form of a thing that is done a million times. */
const copyKey = (copy: Copy): string =>
  `${copy.history},${copy.identity},${copy.linked},${copy.whole}${copy.part}${copy.resync}${copy.blind},` +
  `${copy.syncPoint},${copy.previous}`;
