import type { SummaryData } from '../conformance/output/summary.ts';

/** Counts in how many runs each promise, or obligation of a driver, could have been found broken. */
export class AtStake {
  readonly #counts = new Map<string, number>();
  #untold = false;

  /** Takes in what was at stake in one more run; records of earlier versions do not say. */
  add(codes: readonly string[] | undefined): void {
    if (codes === undefined) this.#untold = true;
    for (const code of codes ?? []) this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1);
  }

  /** By code, in how many runs; undefined unless every run says so. */
  get counts(): Readonly<Record<string, number>> | undefined {
    return this.#untold ? undefined : Object.fromEntries(this.#counts);
  }

  /** Of what is owed that which could not have been found broken in any run; none is known unless every run says. */
  vacuous(owed: readonly string[]): readonly string[] {
    return this.#untold ? [] : owed.filter((code) => !this.#counts.has(code));
  }

  /** Both, as a summary tells them. */
  data(owed: readonly string[]): Pick<SummaryData, 'atStake' | 'vacuous'> {
    const { counts } = this;
    return counts === undefined ? {} : { atStake: counts, vacuous: this.vacuous(owed) };
  }
}

/** What could not fail, for people, on one line; empty where all of it could. */
export const vacuousText = (vacuous: readonly string[]): string =>
  vacuous.length === 0 ? '' : `Never at stake, so nothing is said of: ${vacuous.join(', ')}.`;
