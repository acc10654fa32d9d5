import type { Deviation } from '../../model/deviations.ts';
import { type Mirroring, nameOfMirroring } from '../../model/site.ts';
import { machineOf, type Variant } from '../../model/variant.ts';
import { Space } from '../../sim/space.ts';

/** States to remember before starting over, so that a long campaign stays within its memory. */
const statesMax = 100_000;

/** The models of each mode, to which targets are held: the specified ones, or with variants. */
export class Models {
  readonly #spaces = new Map<string, Space>();
  readonly #variants: readonly Variant[];

  constructor(variants: readonly Variant[] = []) {
    this.#variants = variants;
  }

  /**
   * The model of a mode with these deviations; renewed now and then, which changes nothing but the
   * memory it takes.
   */
  of(mirroring: Mirroring, deviations: readonly Deviation[] = []): Space {
    const key = [nameOfMirroring(mirroring), ...deviations.map(({ name }) => name)].join();
    const known = this.#spaces.get(key);
    if (known !== undefined && known.size < statesMax) return known;
    const space = new Space(machineOf(mirroring, ...this.#variants, ...deviations));
    this.#spaces.set(key, space);
    return space;
  }
}
