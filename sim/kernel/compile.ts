import { CannotCompile } from './cannot-compile.ts';
import { type CompiledGuard, compileGuard, type GuardScope, type Scene } from './guard.ts';
import { type Node, type Region, regionsOf, type Transition } from './regions.ts';

/** What the compiler reads of a machine made by `setup(...).createMachine(...)`. */
export interface Compilable {
  readonly root: Node;
  readonly implementations: {
    readonly guards: Readonly<Record<string, unknown>>;
    readonly actions: Readonly<Record<string, unknown>>;
  };
}

/** A machine made ready to run: the same steps as XState takes, as plain lookups. */
export interface Kernel<Context> {
  readonly regions: readonly Region[];
  /** The scene after an event, or undefined where no transition is taken. */
  step(scene: Scene<Context>, event: string): Scene<Context> | undefined;
}

type Effect<Context> = (context: Context) => Context;

type Candidate<Context> = {
  readonly guard: CompiledGuard<Context> | undefined;
  readonly leaf: number | undefined;
  readonly effects: readonly Effect<Context>[];
};

/** How one region takes one event: its candidates, by the leaf that it is in. */
type Listener<Context> = {
  readonly region: number;
  readonly byLeaf: readonly (readonly Candidate<Context>[])[];
};

/**
 * Compiles an XState machine made of parallel regions of atomic states, named guards and named
 * `assign` actions. The definition stays the machine's: guards and actions are called as they
 * stand, so that there is no second description of the behaviour.
 *
 * @throws CannotCompile where the machine uses anything else.
 */
export function compile<Context extends object>(machine: Compilable): Kernel<Context> {
  const regions = regionsOf(machine.root);
  const scope: GuardScope = {
    guards: machine.implementations.guards,
    matching: (value) => matching(regions, value),
  };
  const actions = machine.implementations.actions;
  const listeners = new Map<string, Listener<Context>[]>();
  for (const event of eventsOf(regions)) {
    listeners.set(event, listenersOf<Context>(event, regions, scope, actions));
  }
  return { regions, step: (scene, event) => step(scene, listeners.get(event) ?? []) };
}

function step<Context>(scene: Scene<Context>, listeners: readonly Listener<Context>[]) {
  let leaves: number[] | undefined;
  const effects: Effect<Context>[] = [];
  for (const { region, byLeaf } of listeners) {
    const candidates = byLeaf[scene.leaves[region] ?? -1] ?? [];
    const taken = candidates.find(({ guard }) => guard === undefined || guard(scene));
    if (taken === undefined) continue;
    leaves ??= scene.leaves.slice();
    if (taken.leaf !== undefined) leaves[region] = taken.leaf;
    effects.push(...taken.effects);
  }
  if (leaves === undefined) return undefined;
  return { leaves, context: effects.reduce((context, apply) => apply(context), scene.context) };
}

function eventsOf(regions: readonly Region[]): Set<string> {
  const leaves = regions.flatMap((region) => region.leaves);
  return new Set(leaves.flatMap((leaf) => [...leaf.transitions.keys()]));
}

function listenersOf<Context extends object>(
  event: string,
  regions: readonly Region[],
  scope: GuardScope,
  actions: Compilable['implementations']['actions'],
): Listener<Context>[] {
  return regions.flatMap((region, index) => {
    const byLeaf = region.leaves.map((leaf) =>
      (leaf.transitions.get(event) ?? []).map((transition) => ({
        guard:
          transition.guard === undefined
            ? undefined
            : compileGuard<Context>(transition.guard, scope),
        leaf: targetOf(transition, region),
        effects: transition.actions.map((action) => compileEffect<Context>(action, actions)),
      })),
    );
    return byLeaf.some((candidates) => candidates.length > 0) ? [{ region: index, byLeaf }] : [];
  });
}

function targetOf({ target }: Transition, region: Region): number | undefined {
  if (target === undefined) return undefined;
  const leaf = target.length === 1 && target[0] ? region.leaves.indexOf(target[0]) : -1;
  if (leaf < 0) throw new CannotCompile(`a transition out of ${region.path.join('.')}`);
  return leaf;
}

type Assignment<Context> = (args: { context: Context }, params: unknown) => Partial<Context>;

function compileEffect<Context extends object>(
  action: unknown,
  actions: Compilable['implementations']['actions'],
): Effect<Context> {
  const name = nameOf(action);
  const implementation = actions[name];
  const assignment: unknown =
    typeof implementation === 'function' ? Reflect.get(implementation, 'assignment') : undefined;
  if (typeof assignment !== 'function') {
    throw new CannotCompile(`action ${name}: not an assign with a function`);
  }
  const assign = assignment as Assignment<Context>;
  const params: unknown =
    typeof action === 'object' && action ? Reflect.get(action, 'params') : undefined;
  return (context) => ({ ...context, ...assign({ context }, params) });
}

function nameOf(action: unknown): string {
  if (typeof action === 'string') return action;
  if (typeof action === 'object' && action !== null && 'type' in action) return String(action.type);
  throw new CannotCompile('an inline action: name it in setup()');
}

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
