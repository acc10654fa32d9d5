import { promises } from '../../model/promises.ts';
import { AtStake } from '../at-stake.ts';
import { countOf } from '../tally.ts';
import type { Promised } from './data.ts';
import { type AnyRecord, isDriven } from './row.ts';

/** What a driver owes, by claim, and how much of it is of account where this was at stake. */
export interface Owed {
  readonly claims: Readonly<Record<string, string>>;
  readonly owes: (atStake: readonly string[]) => readonly string[];
}

const byOperators: Owed = { claims: promises, owes: () => Object.keys(promises) };

/** Counts what was at stake in runs, and what was broken. */
export class PromiseCounts {
  readonly #strict: boolean;
  readonly #atStake = new AtStake();
  readonly #broken = new Map<string, number>();
  readonly #known = new Map<string, number>();

  /** If `strict`, what a known deviation explains is broken like anything else. */
  constructor(strict: boolean) {
    this.#strict = strict;
  }

  /** Counts one more run. */
  add(record: AnyRecord): void {
    this.#atStake.add(record.atStake);
    const counts = countOf(record, this.#strict) === 'known' ? this.#known : this.#broken;
    for (const code of brokenIn(record)) counts.set(code, (counts.get(code) ?? 0) + 1);
  }

  /** Everything that was owed, in the order in which it is listed. */
  promised({ claims, owes }: Owed = byOperators): readonly Promised[] {
    const { counts } = this.#atStake;
    return owes(Object.keys(counts ?? {})).map((code) => ({
      ...{ code, claim: claims[code] ?? '' },
      ...{ broken: this.#broken.get(code) ?? 0, known: this.#known.get(code) ?? 0 },
      ...(counts && { atStake: counts[code] ?? 0 }),
    }));
  }
}

/** What a run broke, each once. */
function brokenIn(record: AnyRecord): ReadonlySet<string> {
  if (isDriven(record)) {
    const { verdict } = record;
    return new Set(verdict.kind === 'fail' ? verdict.findings.map(({ code }) => code) : []);
  }
  return new Set(record.verdict.kind === 'fail' ? [record.verdict.code] : []);
}
