import type { Course, CourseMoment } from '../../../conformance/course/course.ts';
import { endOf, type FaultName, strikeNames, strikesOf } from '../../../model/fault-ends.ts';
import type { Site } from '../../../model/site.ts';
import type { LaneName } from './lanes.ts';

/** A fault over the lanes that it befalls, from the moment at which it struck to the one that ended it. */
export type FaultBand = {
  readonly name: FaultName;
  readonly site?: Site;
  readonly from: number;
  readonly to: number;
  /** The lanes that it lies over, the first and the last. */
  readonly over: readonly [LaneName, LaneName] | 'link';
};

const faultNames: ReadonlySet<string> = new Set([
  ...strikeNames,
  ...strikeNames.flatMap((name) => endOf(name) ?? []),
]);

const isFault = (name: string): name is FaultName => faultNames.has(name);

/** Whether a moment is a fault, not the end of one. */
export const isStrike = (moment: CourseMoment): boolean =>
  moment.kind === 'step' && strikeNames.some((name) => name === moment.do.do);

/** The faults of a run, in the order in which they struck. */
export function bandsOf({ moments }: Course): readonly FaultBand[] {
  const end = moments.length + 1;
  const bands: FaultBand[] = [];
  for (const [index, moment] of moments.entries()) {
    if (moment.kind !== 'step' || !isFault(moment.do.do)) continue;
    const at = index + 1;
    const name = moment.do.do;
    const site = 'site' in moment.do ? moment.do.site : undefined;
    const ended = strikesOf(name);
    for (const [number, band] of bands.entries()) {
      const isSame = name === 'heal' || band.site === site;
      if (band.to === end && ended.includes(band.name) && isSame)
        bands[number] = { ...band, to: at };
    }
    if (endOf(name) === undefined) continue;
    bands.push({ name, ...(site && { site }), from: at, to: end, over: lanesOf(name) });
  }
  return bands;
}

function lanesOf(name: FaultName): FaultBand['over'] {
  switch (name) {
    case 'kill-site':
    case 'stop-site':
      return ['cluster', 'writes'];
    case 'kill-daemon':
    case 'stop-daemon':
      return ['daemon', 'daemon'];
    case 'hold':
    case 'hold-parent':
      return ['replayer', 'data'];
    case 'cut':
    case 'cut-from':
    case 'slow':
    case 'lossy':
      return 'link';
    default:
      return ['cluster', 'cluster'];
  }
}
