import { CannotCompile } from './cannot-compile.ts';
import { Configurations } from './configurations.ts';
import { Contexts } from './contexts.ts';
import { deedOf, nothingTaken } from './decision.ts';
import type { Layout } from './layout.ts';
import { PairMap } from './pair-map.ts';
import type { Region } from './regions.ts';
import type { Rules } from './rules.ts';
import { Vectors } from './vectors.ts';

/** Names a state of a kernel's machine: a configuration and a context. */
export type KernelState = number;

/** What an event does where it is decided that it does nothing. */
export const noDeed = -1;

/** In place of a state that lies beyond the bound. */
export const beyond = -1;

/** How the contexts of a machine are laid out, what they begin with, and where they say an outcome. */
export interface Frame<Context, Output extends keyof Context> {
  readonly layout: Layout<Context>;
  readonly initial: Context;
  /** The field that says what an event came to. */
  readonly output: Output;
  /** Of contexts that come to the same, the one that stands for all; each for itself, if left out. */
  readonly normal?: (context: Context) => Context;
  /** What to go no further than; there is no bound, if left out. */
  readonly within?: Within<Context>;
}

/** What is within a bound, by what a state is made of. */
export interface Within<Context> {
  readonly context: (context: Context) => boolean;
  readonly leaves: (leaves: ArrayLike<number>) => boolean;
}

/**
 * A machine made ready to run. Its configurations and its contexts are kept apart, each once, by number.
 * What is left of a step: a few bits to look at, by which the event is decided; and two tables, where the
 * configuration goes from here, and where the context.
 */
export class Kernel<Context extends object, Output extends keyof Context> {
  readonly regions: readonly Region[];
  readonly events: readonly string[];
  readonly initial: KernelState;
  readonly #rules: Rules<Context>;
  readonly #frame: Frame<Context, Output>;
  readonly #configurations: Configurations;
  readonly #contexts: Contexts<Context>;
  readonly #states = new Vectors(2);
  readonly #state = new Int32Array(2);
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #parts: Parts<Context[Output]>[] = [];
  readonly #sequences = new Map<string, Sequence<Context[Output]>>();
  readonly #inOrder: Sequence<Context[Output]>[] = [];
  readonly #changed = new PairMap();

  constructor(rules: Rules<Context>, frame: Frame<Context, Output>) {
    this.#rules = rules;
    this.#frame = frame;
    this.regions = rules.regions;
    this.events = [...rules.listeners.keys()];
    this.#numbers = new Map(this.events.map((event, number) => [event, number]));
    this.#configurations = new Configurations(rules, this.events, frame.within?.leaves);
    this.#contexts = new Contexts(frame.layout, rules.predicates);
    this.initial = this.stateOf(
      this.regions.map((region) => region.initial),
      frame.initial,
    );
  }

  /** How many states have been met, and of what. */
  get met() {
    const [configurations, contexts] = [this.#configurations.size, this.#contexts.size];
    return { states: this.#states.size, configurations, contexts };
  }

  /** The number of an event; undefined for one that the machine does not know. */
  number(event: string): number | undefined {
    return this.#numbers.get(event);
  }

  /** The state of these leaves, one for each region, and this context. */
  stateOf(leaves: ArrayLike<number>, context: Context): KernelState {
    return this.#join(this.#configurations.keep(leaves), this.#contexts.keep(context));
  }

  /** The leaf that each region is in; good until the next step. */
  leaves(state: KernelState): Int32Array {
    return this.#configurations.leaves(this.configurationOf(state));
  }

  /** The context of a state; its output is the initial one. */
  context(state: KernelState): Context {
    return this.#contexts.get(this.contextOf(state));
  }

  /** What an event, by number, does in a state: a deed to `follow`, or `noDeed`. */
  deed(state: KernelState, event: number): number {
    const { predicate, yes, no } = this.#configurations.decisions;
    const context = this.contextOf(state);
    let node = this.#configurations.root(this.configurationOf(state), event);
    while (node >= 0) {
      const held = this.#contexts.holds(context, predicate[node] ?? 0);
      node = (held ? yes[node] : no[node]) ?? nothingTaken;
    }
    return node === nothingTaken ? noDeed : deedOf(node);
  }

  /** The state after a deed that was decided for this one; or `beyond`. */
  follow(state: KernelState, deed: number): KernelState {
    const { moves, sequence } = this.#partsOf(deed);
    let configuration = this.configurationOf(state);
    if (moves) configuration = this.#configurations.move(configuration, deed);
    if (configuration === beyond) return beyond;
    let context = this.contextOf(state);
    if (sequence.changes) context = this.#changed.get(context, sequence.id, this.#change);
    return context === beyond ? beyond : this.#join(configuration, context);
  }

  /** The context after a deed, as its actions leave it: before it is brought to its normal form. */
  changed(state: KernelState, deed: number): Context {
    return this.#run(this.#partsOf(deed).sequence.actions, this.context(state));
  }

  /** The state after an event, by number; undefined where no transition is taken. */
  step(state: KernelState, event: number): KernelState | undefined {
    const deed = this.deed(state, event);
    return deed === noDeed ? undefined : this.follow(state, deed);
  }

  /** What a deed puts in the output: the machine says it, whatever the context. */
  said(deed: number): Context[Output] {
    return this.#partsOf(deed).sequence.said;
  }

  /** The number of a state's configuration. */
  configurationOf(state: KernelState): number {
    return this.#states.words[state * 2] ?? 0;
  }

  /** The number of a state's context. */
  contextOf(state: KernelState): number {
    return this.#states.words[state * 2 + 1] ?? 0;
  }

  #join(configuration: number, context: number): KernelState {
    this.#state[0] = configuration;
    this.#state[1] = context;
    return this.#states.intern(this.#state);
  }

  #partsOf(deed: number): Parts<Context[Output]> {
    this.#parts[deed] ??= this.#taken(deed);
    return this.#parts[deed];
  }

  #taken(deed: number): Parts<Context[Output]> {
    const known = this.#configurations.decisions.deeds[deed];
    if (known === undefined) throw new RangeError(`no deed has the number ${deed}`);
    return { moves: known.moves.length > 0, sequence: this.#sequenceOf(known.actions) };
  }

  /** What an action says is asked of the initial context: it may not depend on one, see `#change`. */
  #sequenceOf(actions: readonly number[]): Sequence<Context[Output]> {
    const key = actions.join();
    const known = this.#sequences.get(key);
    if (known !== undefined) return known;
    const { initial, output } = this.#frame;
    const said = this.#run(actions, initial)[output];
    const sequence = { id: this.#inOrder.length, actions, said, changes: actions.length > 0 };
    this.#sequences.set(key, sequence);
    this.#inOrder.push(sequence);
    return sequence;
  }

  #run(actions: readonly number[], context: Context): Context {
    return actions.reduce((now, action) => this.#rules.actions[action]?.(now) ?? now, context);
  }

  readonly #change = (context: number, id: number): number => {
    const sequence = this.#inOrder[id];
    if (sequence === undefined) throw new RangeError(`no sequence has the number ${id}`);
    const changed = this.#run(sequence.actions, this.#contexts.get(context));
    const { output } = this.#frame;
    if (changed[output] !== sequence.said) {
      throw new CannotCompile(`actions whose ${String(output)} depends on the context`);
    }
    const normal = this.#frame.normal?.(changed) ?? changed;
    return this.#frame.within?.context(normal) === false ? beyond : this.#contexts.keep(normal);
  };
}

/** Actions in order, and what they say in the end. */
type Sequence<Said> = {
  readonly id: number;
  readonly actions: readonly number[];
  readonly said: Said;
  readonly changes: boolean;
};

/** What a deed is made of: whether a region moves, and what changes the context. */
type Parts<Said> = { readonly moves: boolean; readonly sequence: Sequence<Said> };
