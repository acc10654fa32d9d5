import { and, not, or, stateIn } from 'xstate';
import { CannotCompile } from './cannot-compile.ts';

/** What a compiled guard is asked about: the leaf of each region, and the context. */
export interface Scene<Context> {
  readonly leaves: readonly number[];
  readonly context: Context;
}

export type CompiledGuard<Context> = (scene: Scene<Context>) => boolean;

type NamedGuard = (args: { context: unknown; event: unknown }, params: unknown) => boolean;

/** What the compiler looks names and states up in. */
export interface GuardScope {
  readonly guards: Readonly<Record<string, unknown>>;
  /** The place of a region in `leaves` and the numbers of its leaves that match, by state value. */
  matching(stateValue: unknown): readonly { readonly region: number; readonly leaf: number }[];
}

const kindOf = (guard: object): unknown => Reflect.get(guard, 'check');
const checks = {
  and: kindOf(and([])),
  or: kindOf(or([])),
  not: kindOf(not(() => true)),
  stateIn: kindOf(stateIn('x')),
};

/** Compiles an XState guard: by name, with parameters, or a mix of `and`, `or`, `not`, `stateIn`. */
export function compileGuard<Context>(guard: unknown, scope: GuardScope): CompiledGuard<Context> {
  if (typeof guard === 'string') return named(guard, undefined, scope);
  if (typeof guard === 'object' && guard !== null && 'type' in guard) {
    return named(String(guard.type), Reflect.get(guard, 'params'), scope);
  }
  if (typeof guard !== 'function') throw new CannotCompile(`a guard of type ${typeof guard}`);
  const kind = kindOf(guard);
  if (kind === checks.stateIn) return inState(Reflect.get(guard, 'stateValue'), scope);
  if (kind === checks.and || kind === checks.or || kind === checks.not) {
    const parts = partsOf(guard).map((part) => compileGuard<Context>(part, scope));
    if (kind === checks.and) return (scene) => parts.every((part) => part(scene));
    if (kind === checks.or) return (scene) => parts.some((part) => part(scene));
    return (scene) => !parts.some((part) => part(scene));
  }
  throw new CannotCompile('an inline guard: name it in setup()');
}

function partsOf(guard: object): readonly unknown[] {
  const parts: unknown = Reflect.get(guard, 'guards');
  if (!Array.isArray(parts)) throw new CannotCompile('a composite guard without parts');
  return parts;
}

function named<Context>(name: string, params: unknown, scope: GuardScope): CompiledGuard<Context> {
  const guard = scope.guards[name];
  if (typeof guard !== 'function') throw new CannotCompile(`no guard is named ${name}`);
  if (kindOf(guard) !== undefined) return compileGuard(guard, scope);
  const predicate = guard as NamedGuard;
  return ({ context }) => predicate({ context, event: undefined }, params);
}

function inState<Context>(stateValue: unknown, scope: GuardScope): CompiledGuard<Context> {
  const wanted = scope.matching(stateValue);
  return ({ leaves }) => wanted.every(({ region, leaf }) => leaves[region] === leaf);
}
