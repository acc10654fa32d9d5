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

/** How a pair's kernel reads. */
export interface Viewer {
  /** A state. */
  readonly view: (state: KernelState) => PairState;
  /** Every region by its path, in a configuration. */
  readonly regionsAt: (configuration: number) => Omit<PairState, 'context'>;
}

/** How a pair's kernel reads; what regions say is read once. */
export function viewer(kernel: PairKernel): Viewer {
  const read: Omit<PairState, 'context'>[] = [];
  const regionsAt = (configuration: number) => {
    read[configuration] ??= regionsIn(kernel, configuration);
    return read[configuration];
  };
  const view = (state: KernelState) => ({
    ...regionsAt(kernel.configurationOf(state)),
    context: kernel.context(state),
  });
  return { view, regionsAt };
}

function regionsIn(kernel: PairKernel, configuration: number): Omit<PairState, 'context'> {
  const leaves = kernel.leavesIn(configuration);
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
