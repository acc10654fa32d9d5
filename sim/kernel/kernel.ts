import { CannotCompile } from './cannot-compile.ts';
import { Configurations } from './configurations.ts';
import { Contexts } from './contexts.ts';
import { deedOf, nodeWidth, nothingTaken } from './decision.ts';
import { Deeds, noSequence } from './deeds.ts';
import type { Layout } from './layout.ts';
import { Pairs } from './pairs.ts';
import type { Region } from './regions.ts';
import type { Listener, Rules } from './rules.ts';
import { grown } from './vectors.ts';

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
  readonly #states = new Pairs();
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #deeds: Deeds<Context[Output]>;
  /** By sequence of actions, and by context: the context that they lead to, plus two; 0 if not known. */
  readonly #changed: Int32Array[] = [];

  constructor(rules: Rules<Context>, frame: Frame<Context, Output>) {
    this.#rules = rules;
    this.#frame = frame;
    this.regions = rules.regions;
    this.events = [...rules.listeners.keys()];
    this.#numbers = new Map(this.events.map((event, number) => [event, number]));
    this.#configurations = new Configurations(rules, this.events, frame.within?.leaves);
    this.#contexts = new Contexts(frame.layout, rules.predicates);
    this.#deeds = new Deeds(this.#configurations.decisions, (actions) => {
      return this.#run(actions, frame.initial)[frame.output];
    });
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

  /** How many states have been met: the number of the next that is new. */
  get size(): number {
    return this.#states.size;
  }

  /** The number of an event; undefined for one that the machine does not know. */
  number(event: string): number | undefined {
    return this.#numbers.get(event);
  }

  /** The state of these leaves, one for each region, and this context. */
  stateOf(leaves: ArrayLike<number>, context: Context): KernelState {
    return this.#states.intern(this.#configurations.keep(leaves), this.#contexts.keep(context));
  }

  /** The leaf that each region is in. */
  leaves(state: KernelState): Int32Array {
    return this.leavesIn(this.configurationOf(state));
  }

  /** The same, of a configuration by its number. */
  leavesIn(configuration: number): Int32Array {
    return this.#configurations.leaves(configuration);
  }

  /** The context of a state; its output is the initial one. */
  context(state: KernelState): Context {
    return this.#contexts.get(this.contextOf(state));
  }

  /** How many words a context takes that is written down for another kernel of the same machine. */
  get width(): number {
    return this.#frame.layout.width;
  }

  /** Writes a context, by its number, into an array, from a place on. */
  writeContext(context: number, into: Int32Array, at: number): void {
    this.#contexts.write(context, into, at);
  }

  /** The number of the context that stands in an array, from a place on. */
  readContext(words: Int32Array, at: number): number {
    return this.#contexts.read(words, at);
  }

  /** A configuration, by its number, as a code that is the same in every kernel of the same machine. */
  codeOf(configuration: number): number {
    return this.#configurations.code(configuration);
  }

  /** The number of the configuration that has a code. */
  coded(code: number): number {
    return this.#configurations.coded(code);
  }

  /** The state that is made of a configuration and a context, by their numbers. */
  meet(configuration: number, context: number): KernelState {
    return this.#states.intern(configuration, context);
  }

  /** A context by its number, as `what` gives it. */
  contextNumbered(context: number): Context {
    return this.#contexts.get(context);
  }

  /** What an event, by number, does in a state: a deed to `follow`, or `noDeed`. */
  deed(state: KernelState, event: number): number {
    const root = this.#configurations.root(this.configurationOf(state), event);
    return root < 0 ? deedOf(root) : this.decide(this.contextOf(state), root);
  }

  /** What is left to decide of an event in a configuration: below 0, a deed already, by `deedOf`. */
  root(configuration: number, event: number): number {
    return this.#configurations.root(configuration, event);
  }

  /** By configuration: what is left to decide of an event that regions take as these listeners say. */
  otherwise(listeners: readonly Listener[]): (configuration: number) => number {
    return this.#configurations.otherwise(listeners);
  }

  /** The deed that a context decides on, from a root. */
  decide(context: number, root: number): number {
    const { nodes } = this.#configurations.decisions;
    let node = root;
    while (node >= 0) {
      const at = node * nodeWidth;
      const held = this.#contexts.holds(context, nodes[at] ?? 0);
      node = nodes[held ? at + 1 : at + 2] ?? nothingTaken;
    }
    return deedOf(node);
  }

  /** The state after a deed that was decided for this one; or `beyond`. */
  follow(state: KernelState, deed: number): KernelState {
    const where = this.where(this.configurationOf(state), deed);
    const what = this.what(this.contextOf(state), deed);
    return where === beyond || what === beyond ? beyond : this.meet(where, what);
  }

  /** The configuration that a deed leads to; or `beyond`. */
  where(configuration: number, deed: number): number {
    return this.#deeds.moves(deed) ? this.#configurations.move(configuration, deed) : configuration;
  }

  /** The context that a deed leads to; or `beyond`. */
  what(context: number, deed: number): number {
    const sequence = this.#deeds.sequence(deed);
    return sequence === noSequence ? context : this.#contextAfter(context, sequence);
  }

  /** The context after a deed, as its actions leave it: before it is brought to its normal form. */
  changed(state: KernelState, deed: number): Context {
    return this.#run(this.#deeds.actions(deed), this.context(state));
  }

  /** The state after an event, by number; undefined where no transition is taken. */
  step(state: KernelState, event: number): KernelState | undefined {
    const deed = this.deed(state, event);
    return deed === noDeed ? undefined : this.follow(state, deed);
  }

  /** What a deed puts in the output: the machine says it, whatever the context. */
  said(deed: number): Context[Output] {
    return this.#deeds.said(deed);
  }

  /** The number of a state's configuration. */
  configurationOf(state: KernelState): number {
    return this.#states.words[state * 2] ?? 0;
  }

  /** The number of a state's context. */
  contextOf(state: KernelState): number {
    return this.#states.words[state * 2 + 1] ?? 0;
  }

  #contextAfter(context: number, sequence: number): number {
    const known = this.#changed[sequence]?.[context] ?? 0;
    return known === 0 ? this.#change(context, sequence) : known - 2;
  }

  #change(context: number, sequence: number): number {
    const { output, normal, within } = this.#frame;
    const changed = this.#run(this.#deeds.inOrder(sequence), this.#contexts.get(context));
    if (changed[output] !== this.#deeds.saidBy(sequence)) {
      throw new CannotCompile(`actions whose ${String(output)} depends on the context`);
    }
    const last = normal?.(changed) ?? changed;
    const to = within?.context(last) === false ? beyond : this.#contexts.keep(last);
    const table = roomFor(this.#changed[sequence], context);
    table[context] = to + 2;
    this.#changed[sequence] = table;
    return to;
  }

  #run(actions: readonly number[], context: Context): Context {
    return actions.reduce((now, action) => this.#rules.actions[action]?.(now) ?? now, context);
  }
}

/** A table with room for one more number, as it was or grown. */
function roomFor(table: Int32Array | undefined, index: number): Int32Array {
  if (table === undefined) return new Int32Array(index + 64);
  return index < table.length ? table : grown(table, index + 1);
}
