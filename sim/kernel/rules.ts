import { CannotCompile } from './cannot-compile.ts';
import { always, type Guard, type GuardScope, type Predicate, readGuard } from './guard.ts';
import { type Node, type Region, regionsOf, type Transition } from './regions.ts';

/** What the compiler reads of a machine made by `setup(...).createMachine(...)`. */
export interface Compilable {
  readonly root: Node;
  readonly implementations: {
    readonly guards: Readonly<Record<string, unknown>>;
    readonly actions: Readonly<Record<string, unknown>>;
  };
}

/** One candidate transition of a leaf, in XState's order of priority. */
export interface Candidate {
  readonly guard: Guard;
  readonly leaf: number | undefined;
  /** Numbers of actions, in order. */
  readonly actions: readonly number[];
}

/** How one region takes one event: its candidates, by the leaf that it is in. */
export interface Listener {
  readonly region: number;
  readonly byLeaf: readonly (readonly Candidate[])[];
}

/** A machine as data: all that it says, with predicates and actions by number. */
export interface Rules<Context> {
  readonly regions: readonly Region[];
  readonly listeners: ReadonlyMap<string, readonly Listener[]>;
  readonly predicates: readonly ((context: Context) => boolean)[];
  readonly actions: readonly ((context: Context) => Context)[];
  /** What each action is called, with its parameters. */
  readonly actionNames: readonly string[];
}

/**
 * Reads an XState machine made of parallel regions of atomic states, named guards and named `assign`
 * actions. Guards and actions are kept as they stand: there is no second description of the behaviour.
 *
 * @throws CannotCompile where the machine uses anything else.
 */
export function rulesOf<Context extends object>(machine: Compilable): Rules<Context> {
  const regions = regionsOf(machine.root);
  const predicates = numbered<(context: Context) => boolean>();
  const actions = numbered<(context: Context) => Context>();
  const scope: GuardScope = {
    guards: machine.implementations.guards,
    matching: (value) => matching(regions, value),
    predicate: (name, params, implementation) =>
      predicates.number(name, params, () => asked(implementation, params)),
  };
  const numberOf = (action: unknown): number => {
    const [name, params] = [nameOf(action), paramsOf(action)];
    const implementation = machine.implementations.actions[name];
    return actions.number(name, params, () => effectOf<Context>(name, implementation, params));
  };
  const candidate = (transition: Transition, region: Region): Candidate => ({
    guard: transition.guard === undefined ? always : readGuard(transition.guard, scope),
    leaf: targetOf(transition, region),
    actions: transition.actions.map(numberOf),
  });
  const listeners = new Map<string, Listener[]>();
  for (const [index, region] of regions.entries()) {
    for (const event of eventsOf(region)) {
      const byLeaf = region.leaves.map((leaf) =>
        (leaf.transitions.get(event) ?? []).map((transition) => candidate(transition, region)),
      );
      listeners.set(event, [...(listeners.get(event) ?? []), { region: index, byLeaf }]);
    }
  }
  const actionNames = actions.names();
  return { regions, listeners, predicates: predicates.all, actions: actions.all, actionNames };
}

/** Things that are known by a name and parameters, each once, by number. */
function numbered<Thing>() {
  const numbers = new Map<string, number>();
  const all: Thing[] = [];
  const number = (name: string, params: unknown, make: () => Thing): number => {
    const key = `${name} ${JSON.stringify(params)}`;
    const known = numbers.get(key) ?? all.push(make()) - 1;
    numbers.set(key, known);
    return known;
  };
  return { all, number, names: () => [...numbers.keys()] };
}

const asked =
  (implementation: Predicate, params: unknown) =>
  (context: unknown): boolean =>
    implementation({ context, event: undefined }, params);

function eventsOf({ leaves }: Region): Set<string> {
  return new Set(leaves.flatMap((leaf) => [...leaf.transitions.keys()]));
}

function targetOf({ target }: Transition, region: Region): number | undefined {
  if (target === undefined) return undefined;
  const leaf = target.length === 1 && target[0] ? region.leaves.indexOf(target[0]) : -1;
  if (leaf < 0) throw new CannotCompile(`a transition out of ${region.path.join('.')}`);
  return leaf;
}

function effectOf<Context extends object>(name: string, action: unknown, params: unknown) {
  const assign: unknown =
    typeof action === 'function' ? Reflect.get(action, 'assignment') : undefined;
  if (typeof assign !== 'function') {
    throw new CannotCompile(`action ${name}: not an assign with a function`);
  }
  return (context: Context): Context => ({
    ...context,
    ...Reflect.apply(assign, undefined, [{ context }, params]),
  });
}

function nameOf(action: unknown): string {
  if (typeof action === 'string') return action;
  if (typeof action === 'object' && action !== null && 'type' in action) return String(action.type);
  throw new CannotCompile('an inline action: name it in setup()');
}

const paramsOf = (action: unknown): unknown =>
  typeof action === 'object' && action ? Reflect.get(action, 'params') : undefined;

/** Which leaves a (partial) state value asks for. */
function matching(regions: readonly Region[], value: unknown, path: readonly string[] = []) {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]): { region: number; leaf: number }[] =>
      matching(regions, inner, [...path, key]),
    );
  }
  const region = regions.findIndex((known) => known.path.join('.') === path.join('.'));
  const leaf = regions[region]?.leaves.findIndex((node) => node.key === value) ?? -1;
  if (leaf < 0) throw new CannotCompile(`stateIn(${[...path, String(value)].join('.')})`);
  return [{ region, leaf }];
}
