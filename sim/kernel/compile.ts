import type { Domains } from '../../model/domains.ts';
import { type Frame, Kernel } from './kernel.ts';
import { layoutOf } from './layout.ts';
import { type Compilable, rulesOf } from './rules.ts';

/** What a machine's definition does not say of its context. */
export interface Declared<Context, Output extends keyof Context> {
  readonly initial: Context;
  readonly domains: Domains<Omit<Context, Output>>;
  /** The field that says what the last event came to. */
  readonly output: Output;
}

/**
 * Compiles an XState machine made of parallel regions of atomic states, named guards and named
 * `assign` actions. The definition stays the machine's: guards and actions are called as they
 * stand, once for each context that they meet, so that there is no second description of the behaviour.
 *
 * @throws CannotCompile where the machine uses anything else.
 */
export function compile<Context extends object, Output extends keyof Context>(
  machine: Compilable,
  { initial, domains, output }: Declared<Context, Output>,
  limits: Pick<Frame<Context, Output>, 'normal' | 'within'> = {},
): Kernel<Context, Output> {
  const layout = layoutOf(initial, domains);
  return new Kernel(rulesOf<Context>(machine), { layout, initial, output, ...limits });
}
