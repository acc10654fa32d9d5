import type { Course, WriteFate } from '../../../conformance/course/course.ts';
import type { Site } from '../../../model/site.ts';

/** When a write was at a site: from each moment on, up to another. */
export function presence({ where, acknowledged }: WriteFate, site: Site): [number, number][] {
  const found: [number, number][] = [];
  for (const [index, sites] of where.entries()) {
    if (!sites.includes(site)) continue;
    const moment = acknowledged + index;
    const last = found.at(-1);
    if (last?.[1] === moment) last[1] = moment + 1;
    else found.push([moment, moment + 1]);
  }
  return found;
}

/** What is marked of a write at a site. */
export type WriteMarks = {
  /** It was acknowledged there. */
  readonly acknowledged: boolean;
  /** It is lost in the end, or was for a time. */
  readonly bad: boolean;
  /** The moment at which it is missing there. */
  readonly misses?: number;
};

/** What is marked of a write at a site. */
export function marksOf({ moments }: Course, fate: WriteFate, site: Site): WriteMarks {
  const { acknowledged, lost, gone } = fate;
  const at = (moment: number | undefined) => {
    const one = moment === undefined ? undefined : moments[moment];
    return one?.kind === 'step' && 'site' in one.do ? one.do.site : undefined;
  };
  const misses = lost !== undefined && at(lost) === site ? lost : gone;
  return {
    acknowledged: at(acknowledged) === site,
    bad: lost !== undefined || gone !== undefined,
    ...(misses !== undefined && { misses }),
  };
}
