import type { AtSite } from './conditions.ts';
import type { PairContext } from './context.ts';
import { at } from './machinery.ts';
import { type PairMachine, pairMachine } from './pair.ts';
import type { Mode, Site } from './site.ts';
import { type StatusView, statusAt } from './views.ts';

type Condition = (args: { readonly context: PairContext }, params: AtSite) => boolean;
type Effect = (context: PairContext, site: Site) => PairContext;

/**
 * A pair that behaves otherwise than specified, in one named way: what a release really does, or a
 * planted fault. It replaces named guards, named actions or the status of the one machine; there is
 * no second machine.
 */
export interface Variant {
  /** Stable name, as given to `--with`. */
  readonly name: string;
  /** What is different, in a line. */
  readonly about: string;
  readonly conditions?: Readonly<Record<string, Condition>>;
  readonly effects?: Readonly<Record<string, Effect>>;
  readonly status?: StatusView;
}

/** The machine with each of these variants; the specified one without any. */
export const machineOf = (mode: Mode, ...variants: readonly Variant[]): PairMachine =>
  variants.reduce(vary, pairMachine(mode));

function vary(machine: PairMachine, variant: Variant): PairMachine {
  const { conditions = {}, effects = {} } = variant;
  const { guards, actions } = machine.implementations;
  for (const name of Object.keys(conditions)) mustKnow(name, guards, variant);
  for (const name of Object.keys(effects)) mustKnow(name, actions, variant);
  const replaced = Object.entries(effects).map(([name, effect]) => [name, at(effect)]);
  return machine.provide({ guards: conditions, actions: Object.fromEntries(replaced) });
}

/** What a variant tells users about a site. */
export const statusOf = (variant?: Variant): StatusView => variant?.status ?? statusAt;

function mustKnow(name: string, known: object, variant: Variant): void {
  if (!(name in known)) {
    throw new RangeError(`variant ${variant.name}: the machine names nothing ${name}`);
  }
}
