import type { Course, CourseMoment } from '../conformance/course/course.ts';
import type { SiteSituation, Situation } from '../conformance/course/situation.ts';
import type { MirrorSnapshot } from '../conformance/course/snapshots.ts';
import type { RunRecord } from '../conformance/record.ts';
import { stepText } from './step-text.ts';

/** The form, as Apalache's architecture decision record 15 has it. */
const described = 'https://apalache-mc.org/docs/adr/015adr-trace.html';

/** The variables of a state: how the pair is, what came last, and which writes were acknowledged by then. */
const vars = ['link', 'a', 'b', 'step', 'action', 'answer', 'acknowledged'] as const;

/**
 * The course of a run in the Informal Trace Format of Apalache and Quint, for their viewers: a state before
 * anything happened, and one after each moment. Integers and sets are written as that format has them.
 */
export function itfText(record: RunRecord, course: Course): string {
  const { seed, target, mode, verdict } = record;
  const came = verdict.kind === 'fail' ? verdict.code : verdict.kind;
  const trace = {
    '#meta': {
      format: 'ITF',
      'format-description': described,
      source: seed,
      status: verdict.kind === 'fail' ? 'violation' : 'ok',
      description: `splitbrain: ${mode} mode, on ${target}: ${came}${course.certain ? '' : '; one of several courses'}`,
    },
    vars,
    states: [stateOf(course, -1), ...course.moments.map((_, index) => stateOf(course, index))],
  };
  return `${JSON.stringify(trace, null, 2)}\n`;
}

const int = (value: number) => ({ '#bigint': String(value) });
const set = <Item>(items: readonly Item[]) => ({ '#set': items });

function stateOf({ moments, start, writes }: Course, index: number) {
  const moment = moments[index];
  const situation: Situation = moment?.after ?? start;
  const known = writes.filter(({ acknowledged }) => acknowledged <= index);
  return {
    '#meta': { index: index + 1 },
    link: situation.link,
    a: siteOf(situation.a),
    b: siteOf(situation.b),
    step: int(moment === undefined ? 0 : moment.step + 1),
    action: moment === undefined ? 'init' : actionOf(moment),
    answer: moment?.kind === 'step' ? (moment.answer ?? '') : '',
    acknowledged: set(known.map(({ write }) => int(write))),
  };
}

const actionOf = (moment: CourseMoment): string =>
  moment.kind === 'daemon' ? moment.event : stepText(moment.do);

/** A site as a record, all of whose fields are there in every state. */
const siteOf = (site: SiteSituation) => ({
  cluster: site.cluster,
  without: set(site.without),
  daemon: site.daemon,
  role: site.role,
  replayer: site.replayer,
  status: site.status ?? '',
  writes: set(site.writes.map(int)),
  promised: site.promised,
  behind: int(site.behind),
  own: int(site.own),
  snapshots: (site.snapshots ?? []).map(snapshotOf),
  flags: set(site.flags),
});

const snapshotOf = ({ number, kind, complete, linked }: MirrorSnapshot) => ({
  number: int(number),
  kind,
  complete,
  linked,
});
