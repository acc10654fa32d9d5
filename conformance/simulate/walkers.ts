import { type Mirroring, nameOfMirroring } from '../../model/site.ts';
import { machineOf, statusOf, type Variant } from '../../model/variant.ts';
import { Space } from '../../sim/space.ts';
import { Walker } from '../../sim/walker/walker.ts';
import { interruptibles, walkLength } from './walks.ts';

/** States to remember before starting over: some 200 bytes each. */
const statesMax = 2_000_000;

/** What walks a pair at random, however it is mirrored. */
export type Walkers = (mirroring: Mirroring) => Walker;

/**
 * Walkers of a pair with variants, held to one with others; started over now and then, for the memory.
 * What is walked does not depend on that.
 */
export function walkersOf(variants: readonly Variant[], heldTo: readonly Variant[] = []): Walkers {
  const walkers = new Map<string, Walker>();
  return (mirroring) => {
    const name = nameOfMirroring(mirroring);
    const known = walkers.get(name);
    if (known !== undefined && known.size < statesMax) return known;
    const space = (parts: readonly Variant[]) =>
      new Space(machineOf(mirroring, ...parts), { canonical: true });
    const walker = new Walker({
      space: space(variants),
      ...(variants.length + heldTo.length > 0 && { specified: space(heldTo) }),
      mode: typeof mirroring === 'string' ? mirroring : mirroring.mode,
      status: statusOf(...variants),
      length: walkLength,
      interruptible: (command) => interruptibles.has(command),
    });
    walkers.set(name, walker);
    return walker;
  };
}

/** Walkers of the pair that is specified. */
export const specifiedWalkers: Walkers = walkersOf([]);
