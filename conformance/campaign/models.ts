import type { Mode } from '../../model/site.ts';
import { machineOf } from '../../model/variant.ts';
import { Space } from '../../sim/space.ts';

/** States to remember before starting over, so that a long campaign stays within its memory. */
const statesMax = 100_000;

/** The specified model of each mode, to which targets are held. */
export class Models {
  readonly #spaces = new Map<Mode, Space>();

  /** The model of a mode; renewed now and then, which changes nothing but the memory it takes. */
  of(mode: Mode): Space {
    const known = this.#spaces.get(mode);
    if (known !== undefined && known.size < statesMax) return known;
    const space = new Space(machineOf(mode));
    this.#spaces.set(mode, space);
    return space;
  }
}
