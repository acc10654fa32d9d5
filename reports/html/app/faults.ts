import type { Course, CourseMoment } from '../../../conformance/course/course.ts';
import { endOf, type FaultName, strikeNames, strikesOf } from '../../../model/fault-ends.ts';
import type { Site } from '../../../model/site.ts';
import type { Done } from '../done.ts';
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
export const bandsOf = ({ moments }: Course): readonly FaultBand[] =>
  bandsAmong(moments.map((moment) => (moment.kind === 'step' ? [moment.do] : [])));

/** The faults among what was done, moment after moment. */
export function bandsAmong(moments: readonly (readonly Done[])[]): readonly FaultBand[] {
  const end = moments.length + 1;
  const bands: FaultBand[] = [];
  const all = moments.flatMap((some, index) => some.map((done) => ({ done, at: index + 1 })));
  for (const { done, at } of all) {
    for (const [number, band] of bands.entries()) {
      if (band.to === end && ends(done, band)) bands[number] = { ...band, to: at };
    }
    const { do: name, site } = done;
    if (!isFault(name) || endOf(name) === undefined) continue;
    bands.push({ name, ...(site && { site }), from: at, to: end, over: lanesOf(name) });
  }
  return bands;
}

/** Whether something ends a fault: a repair ends them all, and a link is healed as a whole. */
function ends({ do: name, site }: Done, band: FaultBand): boolean {
  if (name === 'repair') return true;
  if (!isFault(name) || !strikesOf(name).includes(band.name)) return false;
  return name === 'heal' || band.site === site;
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
