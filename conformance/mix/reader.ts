import { deviationsOf } from '../../model/deviations.ts';
import type { Stepper } from '../../model/stepper.ts';
import type { Variant } from '../../model/variant.ts';
import { Models } from '../campaign/models.ts';
import { choiceFrom } from '../campaign/target.ts';
import { behaviourNamed } from '../campaign/variants.ts';
import type { RunRecord } from '../record.ts';
import { type Judged, judged } from './judged.ts';
import type { Moment } from './moment.ts';
import { walked } from './walked.ts';

/** How the runs on one target are read. */
export interface Reading {
  /** Its states are known: a simulated pair, whose daemons' steps are in the record. */
  readonly exact: boolean;
  /** What it does otherwise than specified, as far as that is known. */
  readonly variants: readonly Variant[];
}

/** How to read the runs on a target, by its name in their records. @throws UsageError */
export function readingOf(target: string): Reading {
  const choice = choiceFrom(target);
  if (choice.target === 'sim') {
    const variants = choice.with === undefined ? [] : behaviourNamed(choice.with).parts;
    return { exact: true, variants };
  }
  const [, version = ''] = target.split(' ');
  return { exact: false, variants: deviationsOf(version) };
}

/** Reads the runs on one target. */
export class Reader {
  readonly #exact: boolean;
  readonly #doubting: boolean;
  readonly #models: readonly Models[];

  /** If `doubting`, nothing is taken for granted that a record does not prove. */
  constructor({ exact, variants }: Reading, doubting = false) {
    this.#exact = exact;
    this.#doubting = doubting;
    const actual = new Models(variants);
    this.#models = exact || variants.length === 0 ? [actual] : [new Models(), actual];
  }

  /**
   * What a run met. On real clusters these are the states that the whole of its record allows: by the
   * specified model, by the one with what the release is known for, or by both, whichever goes along
   * with the run for longest. A pair that looked settled is taken to have been, unless that goes on for
   * less long, or is doubted.
   */
  momentsOf(record: RunRecord): readonly Moment[] {
    const models: readonly Stepper[] = this.#models.map((one) => one.of(record));
    if (this.#exact) return models.flatMap((model) => walked(model, record));
    const readings = (trusting: boolean) => models.map((model) => judged(model, record, trusting));
    const trusting = this.#doubting ? [] : readings(true);
    if (trusting.some(({ steps }) => steps === record.steps.length)) return longest(trusting);
    const doubting = readings(false);
    return longest(reach(doubting) > reach(trusting) ? doubting : trusting);
  }
}

/** For how many steps a run is followed by one of its readings at least. */
const reach = (readings: readonly Judged[]): number =>
  Math.max(0, ...readings.map(({ steps }) => steps));

/** What the readings tell that follow a run for longest. */
const longest = (readings: readonly Judged[]): readonly Moment[] =>
  united(
    readings.filter(({ steps }) => steps === reach(readings)).flatMap(({ moments }) => moments),
  );

/** Moments of several readings of one run: each step once, with the states of all. */
function united(moments: readonly Moment[]): readonly Moment[] {
  const byStep = Map.groupBy(moments, ({ step }) => step);
  return [...byStep.values()].flatMap(([first, ...more]) => {
    if (first === undefined) return [];
    return [{ ...first, states: [first, ...more].flatMap(({ states }) => states) }];
  });
}
