import type { PromiseCode } from '../../model/promises.ts';
import type { PairKernel } from '../pair-kernel.ts';

/** Where an exploration stands, as plain data: another of the same machine and bound can go on from there. */
export interface Standing<Found> {
  readonly arrays: {
    /** What the kernel has met, each in its order: configurations by code, contexts by their words, states. */
    readonly configurations: Int32Array;
    readonly contexts: Int32Array;
    readonly states: Int32Array;
    /** How each state was come to. */
    readonly ways: Int32Array;
    /** By depth, the first state that is deeper. */
    readonly levels: Int32Array;
  };
  /** The state that is expanded next. */
  readonly next: number;
  readonly transitions: number;
  readonly beyond: number;
  readonly asked: readonly (readonly [PromiseCode, number])[];
  readonly found: readonly Found[];
}

/** What a kernel has met. */
export function metBy(kernel: PairKernel) {
  const { width, met } = kernel;
  const configurations = Int32Array.from({ length: met.configurations }, (_, id) =>
    kernel.codeOf(id),
  );
  const contexts = new Int32Array(met.contexts * width);
  for (let id = 0; id < met.contexts; id += 1) kernel.writeContext(id, contexts, id * width);
  const states = new Int32Array(met.states * 2);
  for (let state = 0; state < met.states; state += 1) {
    states[state * 2] = kernel.configurationOf(state);
    states[state * 2 + 1] = kernel.contextOf(state);
  }
  return { configurations, contexts, states };
}

/**
 * Has a new kernel meet the same, by the same numbers. @throws RangeError where they come out otherwise, as what was
 * met was met by another machine.
 */
export function meetAgain(
  kernel: PairKernel,
  { configurations, contexts, states }: Omit<Standing<never>['arrays'], 'ways' | 'levels'>,
): void {
  const { width } = kernel;
  const isAlike =
    configurations.every((code, id) => kernel.coded(code) === id) &&
    each(contexts.length / width, (id) => kernel.readContext(contexts, id * width) === id) &&
    each(states.length / 2, (state) => {
      return kernel.meet(states[state * 2] ?? 0, states[state * 2 + 1] ?? 0) === state;
    });
  if (!isAlike) throw new RangeError('what was met is of another machine');
}

function each(count: number, holds: (index: number) => boolean): boolean {
  for (let index = 0; index < count; index += 1) if (!holds(index)) return false;
  return true;
}
