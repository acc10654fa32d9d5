import { type Site, sites } from '../../model/site.ts';
import type { CourseMoment, StepMoment, Whereabouts, WriteFate } from './course.ts';

/** What became of each acknowledged write of a run, as its course tells. */
export const fatesOf = (moments: readonly CourseMoment[]): WriteFate[] =>
  moments.flatMap((moment, index) =>
    moment.kind === 'step'
      ? acknowledgedBy(moment).map((write) => fateOf(write, index, moments))
      : [],
  );

/** The writes that a step acknowledged; of a demotion, those of the client that wrote on. */
function acknowledgedBy({ do: step, answer, writes = [] }: StepMoment): readonly number[] {
  return step.do === 'demote' || answer === 'ok' ? writes : [];
}

function fateOf(write: number, acknowledged: number, moments: readonly CourseMoment[]): WriteFate {
  const later = moments.slice(acknowledged);
  const where = later.map((moment) => whereaboutsOf(write, moment));
  const lost = later.findIndex((moment) => losesIt(write, moment));
  const last = where.findLastIndex((sites) => sites !== '');
  return {
    ...{ write, acknowledged, where },
    ...(lost >= 0 && { lost: acknowledged + lost }),
    ...(last < where.length - 1 && { gone: acknowledged + last + 1 }),
  };
}

const holds = ({ after }: CourseMoment, site: Site, write: number): boolean =>
  after[site].writes.includes(write);

function whereaboutsOf(write: number, moment: CourseMoment): Whereabouts {
  const [a, b] = sites.map((site) => holds(moment, site, write));
  if (a === true) return b === true ? 'ab' : 'a';
  return b === true ? 'b' : '';
}

/** Whether it is a promotion by force that makes a primary of a copy without the write. */
function losesIt(write: number, moment: CourseMoment): boolean {
  if (moment.kind !== 'step' || moment.do.do !== 'promote' || !moment.do.force) return false;
  return moment.answer === 'ok' && !holds(moment, moment.do.site, write);
}
