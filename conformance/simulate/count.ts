import type { PromiseCode } from '../../model/promises.ts';
import type { Mode } from '../../model/site.ts';
import type { Walked } from '../../sim/walker/walker.ts';
import type { Suspicion } from '../../sim/walker/witness.ts';

/** What the walks of one mode came to. */
export interface Count {
  readonly mode: Mode;
  readonly walks: number;
  /** All steps: of users, faults and daemons. */
  readonly steps: number;
  /** Walks that were looked at more closely, by what was suspected first. */
  readonly suspected: Readonly<Partial<Record<Suspicion, number>>>;
  /** In how many walks each promise was at stake; in the others it was vacuous. */
  readonly atStake: Readonly<Partial<Record<PromiseCode, number>>>;
  /** The same for the same walks, on any machine: of their events, in their order. */
  readonly digest: string;
}

/** Counts walks, one after the other. */
export class Counter {
  readonly #mode: Mode;
  readonly #suspected = new Map<Suspicion, number>();
  readonly #atStake = new Map<PromiseCode, number>();
  readonly #codes = new Map<string, number>();
  #walks = 0;
  #steps = 0;
  #digest = 0;

  constructor(mode: Mode) {
    this.#mode = mode;
  }

  /** How many there were. */
  get walks(): number {
    return this.#walks;
  }

  add({ taken, settled, suspicion, atStake }: Walked): void {
    this.#walks += 1;
    this.#steps += taken.length + settled;
    for (const { event, reach } of taken) {
      this.#digest = mixed(this.#digest, this.#codeOf(event));
      if (reach !== undefined) this.#digest = mixed(this.#digest, this.#codeOf(reach));
    }
    if (suspicion !== undefined) increase(this.#suspected, suspicion);
    for (const code of atStake) increase(this.#atStake, code);
  }

  count(): Count {
    return {
      mode: this.#mode,
      walks: this.#walks,
      steps: this.#steps,
      suspected: Object.fromEntries(this.#suspected),
      atStake: Object.fromEntries(this.#atStake),
      digest: (this.#digest >>> 0).toString(16).padStart(8, '0'),
    };
  }

  #codeOf(word: string): number {
    const known = this.#codes.get(word);
    if (known !== undefined) return known;
    const code = [...word].reduce((all, letter) => mixed(all, letter.charCodeAt(0)), 0);
    this.#codes.set(word, code);
    return code;
  }
}

function increase<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Mixes one more number in (a round of MurmurHash3, a public-domain design). */
function mixed(digest: number, number: number): number {
  const word = Math.imul(number, 0xcc9e2d51);
  const turned = digest ^ Math.imul((word << 15) | (word >>> 17), 0x1b873593);
  return (Math.imul((turned << 13) | (turned >>> 19), 5) + 0xe6546b64) | 0;
}
