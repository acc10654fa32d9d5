import type { Course, CourseMoment, Whereabouts } from '../../conformance/course/course.ts';
import type { SiteSituation, Situation } from '../../conformance/course/situation.ts';
import type { RunRecord } from '../../conformance/record.ts';
import type { Change, PackedMoment, RunPayload, SiteChange } from './data.ts';

/** Makes a course whole again, as it was before it was packed. */
export function unpack({ record, course }: RunPayload): Course {
  const { certain, start, ends, writes, difference } = course;
  const moments: CourseMoment[] = [];
  let after = start;
  for (const packed of course.moments) {
    after = changed(after, packed.change);
    const moment = momentOf(packed, record, after);
    if (moment !== undefined) moments.push(moment);
  }
  return {
    ...{ course: 1, certain, start, moments },
    writes: writes.map((fate) => ({
      ...fate,
      where: moments.slice(fate.acknowledged).map((moment) => whereabouts(fate.write, moment)),
    })),
    ...(ends !== undefined && { ends }),
    ...(difference && {
      difference: { ...difference, before: difference.before.map((one) => changed(start, one)) },
    }),
  };
}

function momentOf(
  { step, event, unexplained }: PackedMoment,
  { steps }: RunRecord,
  after: Situation,
): CourseMoment | undefined {
  if (event !== undefined) return { kind: 'daemon', step, event, after };
  const done = steps[step];
  if (done === undefined) return undefined;
  return {
    ...{ kind: 'step', step, do: done.step, at: done.at },
    ...(done.answer !== undefined && { answer: done.answer }),
    ...(done.reach !== undefined && { reach: done.reach }),
    ...(done.writes !== undefined && { writes: done.writes }),
    ...(unexplained && { unexplained }),
    after,
  };
}

const changed = (before: Situation, { link, a, b }: Change): Situation => ({
  link: link ?? before.link,
  a: a === undefined ? before.a : siteChanged(before.a, a),
  b: b === undefined ? before.b : siteChanged(before.b, b),
});

function siteChanged(before: SiteSituation, change: SiteChange): SiteSituation {
  const status = change.status === undefined ? before.status : change.status;
  const snapshots = change.snapshots === undefined ? before.snapshots : change.snapshots;
  return {
    cluster: change.cluster ?? before.cluster,
    without: change.without ?? before.without,
    daemon: change.daemon ?? before.daemon,
    role: change.role ?? before.role,
    replayer: change.replayer ?? before.replayer,
    ...(status && { status }),
    writes: change.writes ?? before.writes,
    promised: change.promised ?? before.promised,
    behind: change.behind ?? before.behind,
    own: change.own ?? before.own,
    ...(snapshots && { snapshots }),
    flags: change.flags ?? before.flags,
  };
}

function whereabouts(write: number, { after: { a, b } }: CourseMoment): Whereabouts {
  if (a.writes.includes(write)) return b.writes.includes(write) ? 'ab' : 'a';
  return b.writes.includes(write) ? 'b' : '';
}
