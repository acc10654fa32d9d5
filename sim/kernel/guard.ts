import { and, not, or, stateIn } from 'xstate';
import { CannotCompile } from './cannot-compile.ts';

/** A guard as data: what it asks of the leaf of a region, and of the context by numbered predicates. */
export type Guard =
  | { readonly kind: 'always' }
  | { readonly kind: 'in'; readonly region: number; readonly leaf: number }
  | { readonly kind: 'holds'; readonly predicate: number }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Guard[] }
  | { readonly kind: 'no'; readonly part: Guard };

/** What the compiler looks names and states up in. */
export interface GuardScope {
  readonly guards: Readonly<Record<string, unknown>>;
  /** The number of a predicate of the context. */
  predicate(name: string, params: unknown, implementation: Predicate): number;
  /** The place of a region and the number of its leaf, for each that a state value asks for. */
  matching(stateValue: unknown): readonly { readonly region: number; readonly leaf: number }[];
}

/** A named guard's implementation. */
export type Predicate = (args: { context: unknown; event: unknown }, params: unknown) => boolean;

/** What holds everywhere. */
export const always: Guard = { kind: 'always' };

const never: Guard = { kind: 'no', part: always };

const kindOf = (guard: object): unknown => Reflect.get(guard, 'check');

const checks = {
  and: kindOf(and([])),
  or: kindOf(or([])),
  not: kindOf(not(() => true)),
  stateIn: kindOf(stateIn('x')),
};

/** Reads an XState guard: by name, with parameters, or a mix of `and`, `or`, `not`, `stateIn`. */
export function readGuard(guard: unknown, scope: GuardScope): Guard {
  if (typeof guard === 'string') return named(guard, undefined, scope);
  if (typeof guard === 'object' && guard !== null && 'type' in guard) {
    return named(String(guard.type), Reflect.get(guard, 'params'), scope);
  }
  if (typeof guard !== 'function') throw new CannotCompile(`a guard of type ${typeof guard}`);
  const kind = kindOf(guard);
  if (kind === checks.stateIn) {
    const parts = scope.matching(Reflect.get(guard, 'stateValue'));
    return { kind: 'all', parts: parts.map((part) => ({ kind: 'in', ...part })) };
  }
  if (kind === checks.and) return { kind: 'all', parts: partsOf(guard, scope) };
  if (kind === checks.or) return { kind: 'any', parts: partsOf(guard, scope) };
  if (kind === checks.not)
    return { kind: 'no', part: { kind: 'any', parts: partsOf(guard, scope) } };
  throw new CannotCompile('an inline guard: name it in setup()');
}

function partsOf(guard: object, scope: GuardScope): readonly Guard[] {
  const parts: unknown = Reflect.get(guard, 'guards');
  if (!Array.isArray(parts)) throw new CannotCompile('a composite guard without parts');
  return parts.map((part) => readGuard(part, scope));
}

/** A guard that takes no argument asks nothing: it is decided here. */
function named(name: string, params: unknown, scope: GuardScope): Guard {
  const guard = scope.guards[name];
  if (typeof guard !== 'function') throw new CannotCompile(`no guard is named ${name}`);
  if (kindOf(guard) !== undefined) return readGuard(guard, scope);
  if (guard.length === 0) return Reflect.apply(guard, undefined, []) ? always : never;
  const implementation: Predicate = (args, given) => Reflect.apply(guard, undefined, [args, given]);
  return { kind: 'holds', predicate: scope.predicate(name, params, implementation) };
}

/** The regions that a guard asks about. */
export function regionsIn(guard: Guard): readonly number[] {
  switch (guard.kind) {
    case 'in':
      return [guard.region];
    case 'no':
      return regionsIn(guard.part);
    case 'all':
    case 'any':
      return guard.parts.flatMap(regionsIn);
    default:
      return [];
  }
}
