import type { Domains } from '../../model/domains.ts';
import { type Frame, Kernel } from './kernel.ts';
import { layoutOf } from './layout.ts';
import { type Compilable, type Rules, rulesOf } from './rules.ts';

/** What a machine's definition does not say of its context. */
export interface Declared<Context, Output extends keyof Context> {
  readonly initial: Context;
  readonly domains: Domains<Omit<Context, Output>>;
  /** The field that says what the last event came to. */
  readonly output: Output;
}

/** How a kernel is to differ from the machine that it is compiled from. */
export interface Options<Context, Output extends keyof Context>
  extends Pick<Frame<Context, Output>, 'normal' | 'within'> {
  /** What its rules are changed to. */
  readonly change?: (rules: Rules<Context>) => Rules<Context>;
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
  { change = (rules) => rules, ...limits }: Options<Context, Output> = {},
): Kernel<Context, Output> {
  const layout = layoutOf(initial, domains);
  return new Kernel(change(rulesOf<Context>(machine)), { layout, initial, output, ...limits });
}
