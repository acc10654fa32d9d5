import type { Mode } from '../../model/site.ts';
import { indexIn } from '../campaign/plan.ts';
import { type DriverRecord, type Finding, kindOfFinding } from './record.ts';

/** A kind of finding, met in one run or in more. */
export interface FoundKind {
  readonly kind: string;
  readonly mode: Mode;
  /** What was found first, in the shortest run that is known. */
  readonly finding: Finding;
  readonly shortest: DriverRecord;
  /** The seeds of the runs that met it. */
  readonly seeds: string[];
  /** It was met in runs alone that passed when they were tried again. */
  readonly flaky?: true;
  /** Where the shortest run was saved. */
  readonly bundle?: string;
}

/** Gathers what runs were found wanting in, by kind; the same for the same runs, in whatever order they end. */
export class Findings {
  readonly #kinds = new Map<string, FoundKind>();

  /** Takes in one more run. */
  add(record: DriverRecord): void {
    const { verdict, mode, seed, flaky } = record;
    if (verdict.kind !== 'fail') return;
    const firsts = new Map(verdict.findings.toReversed().map((one) => [kindOfFinding(one), one]));
    for (const [kind, finding] of firsts) {
      const key = `${mode} ${flaky ? 'flaky ' : ''}${kind}`;
      const one = { kind, mode, finding, shortest: record, ...(flaky && { flaky }) };
      const known = this.#kinds.get(key);
      const seeds = [...(known?.seeds ?? []), seed].sort(byIndex);
      const shortest = known === undefined || isBefore(one, known) ? one : known;
      this.#kinds.set(key, { ...shortest, seeds });
    }
  }

  /** How many kinds there are. */
  get size(): number {
    return this.#kinds.size;
  }

  /** Every kind, the one that most runs met first. */
  all(): FoundKind[] {
    const first = ({ seeds: [seed = ''] }: FoundKind) => indexIn(seed);
    return [...this.#kinds.values()].sort(
      (one, other) =>
        other.seeds.length - one.seeds.length ||
        first(one) - first(other) ||
        nameOf(one).localeCompare(nameOf(other)),
    );
  }
}

const nameOf = ({ mode, kind }: FoundKind): string => `${mode} ${kind}`;

const byIndex = (one: string, other: string): number => indexIn(one) - indexIn(other);

type Shown = Pick<FoundKind, 'finding' | 'shortest'>;

/** Whether a run shows it in fewer steps than another, or in as many and comes first. */
const isBefore = (one: Shown, other: Shown): boolean =>
  (one.finding.step - other.finding.step || byIndex(one.shortest.seed, other.shortest.seed)) < 0;
