import type { FaultName } from '../../model/fault-ends.ts';
import { peerOf, type Site, sites } from '../../model/site.ts';
import type { Course, CourseMoment } from './course.ts';
import { gravest, type UnderWay, underWayAfter } from './under-way.ts';

/** An image was made primary at a site, and was primary last at the other one. */
export type Failover = {
  /** The moment of the promotion. */
  readonly moment: number;
  readonly site: Site;
  readonly forced: boolean;
  /** What was the matter then: the gravest fault under way, `planned` for none, `forced` without one. */
  readonly cause: FailoverCause;
  /**
   * RTO: milliseconds of the pair's clock from when the primary before could not be used any more, as the
   * fault struck or its demotion began, until the promotion had succeeded. Where nothing was the matter, from
   * when the promotion was asked for.
   */
  readonly took: number;
  /** RPO: acknowledged writes that a site held just before, and the new primary does not hold. */
  readonly lost: number;
  /** The same in milliseconds: the age of the oldest of them. */
  readonly lostSince: number;
};

/** What is measured of a failover, whoever failed over. */
export type MeasuredFailover = Pick<Failover, 'cause' | 'took' | 'lost' | 'lostSince'>;

/** What a failover is for: a fault by its name, or none. */
export type FailoverCause = FaultName | 'planned' | 'forced';

/** The failovers of a run, in order. */
export function failoversIn({ moments, writes }: Course): readonly Failover[] {
  const found: Failover[] = [];
  let faults: readonly UnderWay[] = [];
  let demoted: { readonly site: Site; readonly since: number } | undefined;
  let primary: Site | undefined;
  let before = 0;
  for (const [moment, one] of moments.entries()) {
    if (one.kind !== 'step') continue;
    const { do: step, answer, at } = one;
    const asked = before;
    before = at;
    faults = underWayAfter(faults, step, at);
    const last = primary;
    primary = sites.find((site) => one.after[site].role === 'primary') ?? primary;
    if (answer !== 'ok') continue;
    if (step.do === 'demote') demoted = { site: step.site, since: asked };
    if (step.do !== 'promote' || last === step.site) continue;
    if (!takesOver(moments, moment, step.site)) continue;
    primary = step.site;
    const fault = gravest(faults, step.site);
    const own = demoted?.site === peerOf(step.site) ? demoted : undefined;
    const began = Math.min(fault?.since ?? asked, own?.since ?? asked);
    const there = moments[moment - 1]?.after;
    const missing = writes.filter(
      ({ write }) =>
        sites.some((site) => there?.[site].writes.includes(write)) &&
        !one.after[step.site].writes.includes(write),
    );
    const oldest = Math.min(at, ...missing.map((write) => atOf(moments[write.acknowledged], at)));
    found.push({
      ...{ moment, site: step.site, forced: step.force },
      cause: fault?.name ?? (step.force ? 'forced' : 'planned'),
      ...{ took: at - began, lost: missing.length, lostSince: at - oldest },
    });
  }
  return found;
}

const atOf = (moment: CourseMoment | undefined, otherwise: number): number =>
  moment?.kind === 'step' ? moment.at : otherwise;

/** Whether the image was a copy, or demoted, before the promotion. */
function takesOver(moments: readonly CourseMoment[], moment: number, site: Site): boolean {
  const before = moments[moment - 1]?.after[site].role;
  return before === 'non-primary' || before === 'demoted';
}
