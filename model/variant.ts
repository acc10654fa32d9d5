import type { Condition } from './conditions.ts';
import { at, conditions, type Effect, effects } from './machinery.ts';
import { type PairMachine, pairMachine } from './pair.ts';
import type { Mirroring, Mode } from './site.ts';
import { type StatusView, statusAt } from './views.ts';

/** Makes one part of the machine from what it was before. */
type Change<Part> = (before: Part) => Part;

/**
 * A pair that behaves otherwise than specified, in one named way: what a release really does, or a
 * planted fault. It changes named guards, named actions or the status of the one machine; there is
 * no second machine. Each change is given what it changes, so that variants can be combined.
 */
export interface Variant {
  /** Stable name, as given to `--with`. */
  readonly name: string;
  /** What is different, in a line. */
  readonly about: string;
  /** The modes that it is of; both, if left out. */
  readonly modes?: readonly Mode[];
  readonly conditions?: { readonly [Name in keyof typeof conditions]?: Change<Condition> };
  readonly effects?: { readonly [Name in keyof typeof effects]?: Change<Effect> };
  readonly status?: Change<StatusView>;
  /** The variants that it is made of, if it stands for several. */
  readonly parts?: readonly Variant[];
}

/** The machine with each of these variants; the specified one without any. */
export function machineOf(mirroring: Mirroring, ...given: readonly Variant[]): PairMachine {
  const { mode, poolMode } = typeof mirroring === 'string' ? { mode: mirroring } : mirroring;
  const changedEffects = changed<Effect>(
    effects,
    ofMode(mode, given).map(({ effects }) => effects),
  );
  const actions = Object.entries(changedEffects).map(([name, effect]) => [name, at(effect)]);
  return pairMachine(mode, poolMode).provide({
    guards: changedConditions(mode, given),
    actions: Object.fromEntries(actions),
  });
}

/** The conditions, by name, that the guards of the machine with these variants are made of. */
export const conditionsOf = (
  mode: Mode,
  given: readonly Variant[],
): Readonly<Record<string, Condition>> => ({ ...conditions, ...changedConditions(mode, given) });

const changedConditions = (mode: Mode, given: readonly Variant[]) =>
  changed<Condition>(
    conditions,
    ofMode(mode, given).map(({ conditions }) => conditions),
  );

const ofMode = (mode: Mode, given: readonly Variant[]): readonly Variant[] =>
  partsOf(given).filter((variant) => isOfMode(variant, mode));

/** Whether a variant is one of a mode. */
export const isOfMode = ({ modes }: Variant, mode: Mode): boolean =>
  modes === undefined || modes.includes(mode);

/** Several variants as one, by the name that they have together. */
export const together = (name: string, parts: readonly Variant[]): Variant => ({
  name,
  about: parts.map(({ about }) => about).join('; and '),
  parts,
});

const partsOf = (variants: readonly Variant[]): readonly Variant[] =>
  variants.flatMap((variant) => variant.parts ?? [variant]);

/** What a pair with these variants tells users about a site. */
export const statusOf = (...variants: readonly Variant[]): StatusView =>
  partsOf(variants).reduce<StatusView>((view, { status }) => status?.(view) ?? view, statusAt);

/** The parts that the changes lead to; parts that nobody changes are left out. */
function changed<Part>(
  parts: Readonly<Record<string, Part>>,
  changes: readonly (Readonly<Record<string, Change<Part>>> | undefined)[],
): Record<string, Part> {
  const result: Record<string, Part> = {};
  for (const [name, change] of changes.flatMap((one) => Object.entries(one ?? {}))) {
    const before = result[name] ?? parts[name];
    if (before === undefined) throw new RangeError(`the machine names nothing ${name}`);
    result[name] = change(before);
  }
  return result;
}
