import type { RunRecord } from '../../conformance/record.ts';
import { type Site, sites } from '../../model/site.ts';
import { stepText } from '../step-text.ts';
import { commandLines } from './command-lines.ts';
import { faultLines, type Halted } from './fault-lines.ts';
import { endsFailing, judgeLines } from './judge-lines.ts';
import { byChance, lastCommand } from './moment.ts';
import { placeIn, type ShellPlace, word } from './place.ts';
import { catchLine, daemonsIn, halfAfter, settleLines, waitLines } from './wait-lines.ts';

type StepRecord = RunRecord['steps'][number];
type Internal = StepRecord['daemons'][number];

/** Where a script has got to. */
interface Course {
  readonly place: ShellPlace;
  readonly halted: Halted;
  /** The step at which many moments are tried, what daemons do unseen before it included; none, if -1. */
  readonly tried: number;
  /** The sites whose copies are at some of their objects. */
  half: Set<Site>;
  /** What daemons did since the last command, and has not been waited for. */
  pending: Internal[];
}

/** The steps of a run as lines of a shell, each step with what is said and waited for. */
export function bodyLines(record: RunRecord): string[] {
  const course: Course = {
    place: placeIn(record),
    halted: new Set(),
    tried: isInterrupted(record) || !byChance(record) ? -1 : lastCommand(record),
    half: new Set(),
    pending: [],
  };
  const { verdict, steps } = record;
  const last = endsFailing(record) ? steps.length - 1 : -1;
  return steps.flatMap((done, index) => {
    const lines = stepLines(done, course, {
      last: index === last,
      tried: index === course.tried,
      noted: isNoted(record),
    });
    const judged = index === last && verdict.kind === 'fail';
    const settles = done.step.do === 'settle' || done.step.do === 'let';
    const judge = judged
      ? ['', ...judgeLines(verdict, settles, isInterrupted(record) || course.tried >= 0)]
      : [];
    return ['', `say ${word(`${index + 1}. ${stepText(done.step)}`)}`, ...lines, ...judge];
  });
}

/** What is special about a step of a script. */
interface Standing {
  readonly last: boolean;
  /** Many moments are tried for it. */
  readonly tried: boolean;
  readonly noted: boolean;
}

const isInterrupted = ({ steps }: RunRecord): boolean =>
  steps.some(({ step }) => 'interrupt' in step && step.interrupt !== undefined);

/** Whether what the image is known by has to be noted while it is there. */
const isNoted = ({ verdict }: RunRecord): boolean =>
  verdict.kind === 'fail' && verdict.aspect === 'left';

function stepLines(done: StepRecord, course: Course, { last, tried, noted }: Standing): string[] {
  const { place } = course;
  const { step } = done;
  const before = course.half;
  course.half = halfAfter(before, daemonsIn(done));
  if (step.do === 'promote' && done.answer === 'ok') course.half.delete(step.site);
  const caught = sites.filter((site) => course.half.has(site) && isNew(site, before, done));
  course.pending.push(...daemonsIn(done).filter((one) => !one.startsWith('sync-part')));
  const note = noted ? ['note_identity'] : [];
  if (step.do === 'let' || step.do === 'settle') {
    if (caught.length > 0)
      return forget(
        course,
        caught.map((site) => catchLine(site, place)),
      );
    if (step.do === 'let' || last || course.half.size > 0) return [...note];
    return forget(course, [...settleLines(done, place), ...note]);
  }
  const waits = [
    ...waitLines(course.pending, place, tried),
    ...caught.map((site) => catchLine(site, place)),
  ];
  course.pending = [];
  const moment =
    tried && !waits.some((line) => line.includes('$MOMENT')) ? ['sleep "$MOMENT"'] : [];
  return [...waits, ...moment, ...doneLines(done, course, last), ...note];
}

/** Whether a copy came to be at some of its objects in a step, and was not before. */
const isNew = (site: Site, before: ReadonlySet<Site>, done: StepRecord): boolean =>
  !before.has(site) || daemonsIn(done).includes(`sync-part.${site}`);

function forget(course: Course, lines: string[]): string[] {
  course.pending = [];
  return lines;
}

/** A command or a fault, and whether it came to what it should. */
function doneLines(done: StepRecord, { place, halted }: Course, last: boolean): string[] {
  const { step, answer = 'ok' } = done;
  const fault = faultLines(done, place, halted);
  if (fault !== undefined) return fault;
  const lines = commandLines(done, place);
  if (lines === undefined)
    return [`out_of_reach ${word(`no command does this: ${stepText(step)}`)}`];
  const interrupted = 'interrupt' in step && step.interrupt !== undefined;
  const given = interrupted ? ['AFTER=$MOMENT', ...lines, 'AFTER='] : [...lines];
  return last ? given : [...given, `came_to ${answer}`];
}
