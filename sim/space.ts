import { closed } from '../model/belief.ts';
import { type Copy, emptyPair, type Hand, type PairContext } from '../model/context.ts';
import {
  type Command,
  type Fault,
  internals,
  isCommand,
  isFault,
  markNames,
  type PairEvent,
  siteOf,
} from '../model/events.ts';
import { nothing } from '../model/history.ts';
import { type Interruption, isLogged, stagesOf } from '../model/interruption.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Site } from '../model/site.ts';
import type { Answered, InternalEdge, StateId, Stepper } from '../model/stepper.ts';
import { type PairState, stalls } from '../model/views.ts';
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
    this.#reachable[state] ??= [...closed(this, [state])];
    return this.#reachable[state];
  }

  isSettled(state: StateId): boolean {
    return this.internals(state).length === 0 || stalls(this.view(state));
  }

  settled(state: StateId): readonly StateId[] {
    return this.reachable(state).filter((here) => this.isSettled(here));
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
  const plain = (copy: Copy) => ({
    ...copy,
    previous: nothing,
    client: copy.client === 'disconnected' ? copy.client : ('unknown' as const),
    nearEnd: 0 as const,
    torn: 0 as const,
    tears: copy.tears & copy.history,
    doubts: copy.doubts & copy.history,
    interrupted: 0 as const,
  });
  return keyOf(leaves, { ...context, a: plain(context.a), b: plain(context.b) });
};

const handKey = ({ halted, atWork, idle }: Hand): string => `${halted}.${atWork}.${idle}`;

const keyOf = (leaves: readonly number[], context: PairContext): string => {
  const { next, writes, demotions, unheard, edits, a, b, hands } = context;
  let edited = '';
  for (const name of markNames) edited += `${edits[name]} `;
  return (
    `${configurationKey(leaves)},${next},${writes},${demotions},${unheard},${edited},` +
    `${copyKey(a)},${copyKey(b)},${handKey(hands.a)},${handKey(hands.b)}`
  );
};

/** More leaves in one number than this, of up to 6 for each region, and it would not be exact. */
const leavesInNumber = 20;

const configurationKey = (leaves: readonly number[]): string => {
  let [low, high] = [0, 0];
  for (const [index, leaf] of leaves.entries()) {
    if (index < leavesInNumber) low = low * 6 + leaf;
    else high = high * 6 + leaf;
  }
  return `${low}.${high}`;
};

/** Every field of a copy, by name: the quick form of a thing that is done a million times. */
const copyKey = (copy: Copy): string =>
  `${copy.history},${copy.identity},${copy.linked},` +
  `${copy.whole}${copy.part}${copy.torn}${copy.resync}${copy.blind}${copy.interrupted}${copy.nearEnd}` +
  `${copy.sealed}${copy.orphan}${copy.nameOnly}${copy.unseen}${copy.journal},` +
  `${copy.syncPoint},${copy.previous},${copy.lost},${copy.client},${copy.binned},` +
  `${copy.landing},${copy.latent},${copy.pins},${copy.parentGone},${copy.tears},${copy.doubts},` +
  `${copy.scheduled}${copy.binnedScheduled}${copy.journaling}${copy.binnedJournaling}${copy.bare}`;
