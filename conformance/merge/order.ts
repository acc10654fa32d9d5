import { indexIn } from '../campaign/plan.ts';
import type { SummaryData } from '../output/summary.ts';

/** What of a record says where it comes in its campaign. */
export interface Placed {
  readonly seed: string;
  readonly scenario: string;
  readonly mode: SummaryData['modes'][number];
}

/** Where a run comes in its campaign, first number first. */
export type Place = readonly number[];

/**
 * Where runs come in their campaign, as this plans them: generated ones by index, in convoys where several
 * images are mirrored at once, modes alternating; named ones by repetition and scenario.
 */
export function placeIn({ modes, asked }: SummaryData): (record: Placed) => Place {
  const { images = 1, scenarios } = asked;
  return ({ seed, scenario, mode }) => {
    const [index, modeIndex] = [indexIn(seed), modes.indexOf(mode)];
    if (scenarios !== undefined) return [index, scenarios.indexOf(scenario), modeIndex];
    return [Math.floor(index / images), modeIndex, index];
  };
}

/** Which of two places comes first. */
export function byPlace(one: Place, other: Place): number {
  const differs = one.findIndex((number, at) => number !== other[at]);
  return differs < 0 ? 0 : (one[differs] ?? 0) - (other[differs] ?? 0);
}
