import { emptyPair, type PairContext } from '../model/context.ts';
import { pairDomains } from '../model/domains.ts';
import { type PairEvent, pairEvents } from '../model/events.ts';
import { canonical } from '../model/lineage.ts';
import type { PairState } from '../model/views.ts';
import { compile } from './kernel/compile.ts';
import type { Kernel, KernelState, Within } from './kernel/kernel.ts';
import type { Compilable, Rules } from './kernel/rules.ts';

/** The kernel of a mirrored pair's machine. */
export type PairKernel = Kernel<PairContext, 'outcome'>;

const declared = { initial: emptyPair, domains: pairDomains, output: 'outcome' } as const;

/** How rules are changed, by a mutation. */
export type Change = (rules: Rules<PairContext>) => Rules<PairContext>;

/** How a pair's kernel is to be. */
export interface PairKernelOptions {
  /** Pairs are taken for one that differ in nothing that matters; see model/lineage.ts. */
  readonly canonical?: boolean;
  readonly within?: Within<PairContext>;
  readonly change?: Change;
}

/** Compiles a pair's machine, as it is specified or with variants. */
export const pairKernel = (
  machine: Compilable,
  { canonical: forgets = false, ...rest }: PairKernelOptions = {},
): PairKernel => compile(machine, declared, { ...rest, ...(forgets && { normal: canonical }) });

/** How the states of a pair's kernel read: every region by its path. What regions say is read once. */
export function viewer(kernel: PairKernel): (state: KernelState) => PairState {
  const read: Omit<PairState, 'context'>[] = [];
  return (state) => {
    const configuration = kernel.configurationOf(state);
    read[configuration] ??= regionsAt(kernel, state);
    return { ...read[configuration], context: kernel.context(state) };
  };
}

function regionsAt(kernel: PairKernel, at: KernelState): Omit<PairState, 'context'> {
  const leaves = kernel.leaves(at);
  const state: Record<string, unknown> = {};
  kernel.regions.forEach((region, index) => {
    const [first = '', second] = region.path;
    const leaf = region.leaves[leaves[index] ?? -1]?.key;
    if (second === undefined) state[first] = leaf;
    else state[first] = { ...Object(state[first]), [second]: leaf };
  });
  return state as Omit<PairState, 'context'>;
}

/** What a kernel calls an event. @throws RangeError for one that no pair has. */
export function eventNamed(text: string): PairEvent {
  const event = pairEvents.find((known) => known === text);
  if (event === undefined) throw new RangeError(`a pair has no event ${text}`);
  return event;
}
