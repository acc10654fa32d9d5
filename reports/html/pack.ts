import type { Course, CourseMoment } from '../../conformance/course/course.ts';
import type { SiteSituation, Situation } from '../../conformance/course/situation.ts';
import { sites } from '../../model/site.ts';
import type { Change, PackedCourse, PackedMoment, SiteChange } from './data.ts';

/** Makes a course small: a moment by what it changed, a possible situation by how it differs from the start. */
export function pack({ certain, start, ends, moments, writes, difference }: Course): PackedCourse {
  let before = start;
  const packed = moments.map((moment): PackedMoment => {
    const change = changeOf(before, moment.after);
    before = moment.after;
    return packedMoment(moment, change);
  });
  return {
    ...{ certain, start, moments: packed },
    writes: writes.map(({ where: _, ...fate }) => fate),
    ...(ends !== undefined && { ends }),
    ...(difference && {
      difference: {
        ...difference,
        before: difference.before.map((one) => changeOf(start, one)),
      },
    }),
  };
}

function packedMoment(moment: CourseMoment, change: Change): PackedMoment {
  const { step } = moment;
  if (moment.kind === 'daemon') return { step, event: moment.event, change };
  return { step, ...(moment.unexplained && { unexplained: true }), change };
}

function changeOf(before: Situation, after: Situation): Change {
  const changed = sites.map((site) => [site, siteChange(before[site], after[site])] as const);
  return {
    ...(before.link !== after.link && { link: after.link }),
    ...Object.fromEntries(changed.filter(([, change]) => Object.keys(change).length > 0)),
  };
}

function siteChange(before: SiteSituation, after: SiteSituation): SiteChange {
  const was = new Map<string, unknown>(Object.entries(before));
  const now = Object.entries(after).filter(([name, value]) => !isSame(was.get(name), value));
  const gone = [...was.keys()].filter((name) => !(name in after));
  return Object.fromEntries([...now, ...gone.map((name) => [name, null])]);
}

const isSame = (one: unknown, other: unknown): boolean =>
  one === other || (typeof other === 'object' && JSON.stringify(one) === JSON.stringify(other));
