import { statusOf } from '../../model/variant.ts';
import { Models } from '../campaign/models.ts';
import { UsageError } from '../campaign/usage.ts';
import { type Reading, readingOf } from '../mix/reader.ts';
import type { RunRecord } from '../record.ts';
import { certainWay } from './certain.ts';
import type { Course } from './course.ts';
import { differenceIn } from './difference.ts';
import { fatesOf } from './fates.ts';
import type { Way } from './leg.ts';
import { likelyWay } from './likely.ts';
import { told } from './tell.ts';

/** How the runs on one target are told. */
interface Teller extends Reading {
  /** What runs are told by: the specified model first, where a target is but held to that. */
  readonly models: readonly Models[];
}

/** Tells the courses of runs, each a pure function of its record; keeps the models for many of them. */
export class CourseReader {
  readonly #tellers = new Map<string, Teller>();
  readonly #specified = new Models();

  /** The course that a run took, as far as the model of this version goes along with it. */
  readonly of = (record: RunRecord): Course => {
    const teller = this.#tellerOf(record.target);
    const way = longest(this.#waysOf(record, teller));
    const { start, moments } = told(way, record, statusOf(...teller.variants));
    const difference = differenceIn(this.#specified.of(record), record, moments);
    const ends = endOf(way, record);
    return {
      ...{ course: 1, certain: teller.exact, start, moments, writes: fatesOf(moments) },
      ...(difference !== undefined && { difference }),
      ...(ends !== undefined && { ends }),
    };
  };

  #waysOf(record: RunRecord, { exact, models }: Teller): Way[] {
    const all = models.map((one) => one.of(record));
    if (exact) return all.map((model) => certainWay(model, record));
    const trusting = all.map((model) => likelyWay(model, record, true));
    if (trusting.some(({ steps }) => steps === record.steps.length)) return trusting;
    return [...trusting, ...all.map((model) => likelyWay(model, record, false))];
  }

  #tellerOf(target: string): Teller {
    const known = this.#tellers.get(target);
    if (known !== undefined) return known;
    const reading = readingOrNone(target);
    const actual = new Models(reading.variants);
    const alone = reading.exact || reading.variants.length === 0;
    const teller = { ...reading, models: alone ? [actual] : [this.#specified, actual] };
    this.#tellers.set(target, teller);
    return teller;
  }
}

/** A target that this version does not know is one that nobody can look into. */
function readingOrNone(target: string): Reading {
  try {
    return readingOf(target);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { exact: false, variants: [] };
  }
}

/** The way that goes along with a run for longest; the first of those that do so equally long. */
function longest([first, ...others]: readonly Way[]): Way {
  if (first === undefined) throw new TypeError('a run is told by one model at least');
  return others.reduce((best, way) => (way.steps > best.steps ? way : best), first);
}

/** Why a course ends before its run does. */
function endOf({ legs, steps }: Way, record: RunRecord): string | undefined {
  const reached = (legs.at(-1)?.step ?? -1) + 1;
  if (steps === record.steps.length || reached === record.steps.length) return undefined;
  return `the model of this version does not go along with step ${reached + 1}`;
}
