import type { KernelState } from '../kernel/kernel.ts';
import type { PairKernel } from '../pair-kernel.ts';
import { faultsIn } from './bound.ts';

/** Whether no fault is under way in a state: asked once for each configuration. */
export function calmIn(kernel: PairKernel): (state: KernelState) => boolean {
  const known: boolean[] = [];
  return (state) => {
    const configuration = kernel.configurationOf(state);
    known[configuration] ??= faultsIn(kernel.regions, kernel.leavesIn(configuration)) === 0;
    return known[configuration];
  };
}
