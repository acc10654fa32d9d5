import type { Course } from '../../conformance/course/course.ts';
import type { Situation } from '../../conformance/course/situation.ts';
import type { RunRecord } from '../../conformance/record.ts';
import type { Site } from '../../model/site.ts';

type StepRecord = RunRecord['steps'][number];
type Failed = Extract<RunRecord['verdict'], { kind: 'fail' }>;

/** A write that is not there, and where it was acknowledged: a site, and the number of a step. */
export type Lost = { readonly write: number; readonly site: Site; readonly step: number };

/** What an explanation of a failure is made of. */
export interface Facts {
  readonly verdict: Failed;
  readonly mode: RunRecord['mode'];
  readonly steps: readonly StepRecord[];
  /** The step that failed, and its number, counted from 1. */
  readonly failing: StepRecord;
  readonly number: number;
  /** How the pair was just before, as far as the course tells. */
  readonly before?: Situation;
  /** Whether that is known for certain. */
  readonly certain: boolean;
  /** The writes that an image should hold, and does not. */
  readonly lost: readonly Lost[];
  /** The writes that are at neither site from the failing step on. */
  readonly gone: readonly Lost[];
}

/** The facts of a failure; undefined for a run that has none. */
export function factsOf(record: RunRecord, course: Course | undefined): Facts | undefined {
  const { verdict, steps, mode } = record;
  if (verdict.kind !== 'fail') return undefined;
  const index = verdict.step;
  const failing = steps[index];
  if (failing === undefined) return undefined;
  const before = course && situationBefore(course, index, failing);
  return {
    ...{ verdict, mode, steps, failing, number: index + 1 },
    ...(before !== undefined && { before }),
    certain: course?.certain ?? true,
    ...missingIn(verdict, acknowledgedIn(steps.slice(0, index + 1)), course, index),
  };
}

/** A wait is looked at from where it began, and what is done at once from the moment before it. */
function situationBefore(
  { moments, start }: Course,
  index: number,
  { step }: StepRecord,
): Situation | undefined {
  const waits = step.do === 'settle' || step.do === 'let';
  const at = moments.findIndex(
    (moment) => moment.step === index && (waits || moment.kind === 'step'),
  );
  if (at < 0) return moments.at(-1)?.after ?? start;
  return moments[at - 1]?.after ?? start;
}

/** Writes as a verdict tells them; undefined where it tells something else. */
export function writesIn(text: string): readonly number[] | undefined {
  if (text === 'no writes') return [];
  const [, numbers] = /^writes ([\d ]+)$/.exec(text) ?? [];
  return numbers?.split(' ').map(Number);
}

/** The writes that the first steps of a run acknowledged. */
const acknowledgedIn = (steps: readonly StepRecord[]): Lost[] =>
  steps.flatMap(({ step, answer, writes = [] }, index) => {
    const served = answer === 'ok' || step.do === 'demote';
    if (!served || !('site' in step)) return [];
    return writes.map((write) => ({ write, site: step.site, step: index + 1 }));
  });

/**
 * Which of them are lost: those that the image has in every state that is allowed, and that were not seen; and
 * which are gone, as the course tells.
 */
function missingIn(
  { aspect, seen, allowed }: Failed,
  acknowledged: readonly Lost[],
  course: Course | undefined,
  failing: number,
): Pick<Facts, 'lost' | 'gone'> {
  const there = writesIn(seen);
  const due = allowed.map((one) => writesIn(one));
  const isDue = (write: number) => due.length > 0 && due.every((one) => one?.includes(write));
  const lost = ({ write }: Lost) => !there?.includes(write) && isDue(write);
  const gone = new Set(
    course?.writes.flatMap(({ write, gone: at = -1 }) =>
      course.moments[at]?.step === failing ? [write] : [],
    ),
  );
  return {
    lost: aspect === 'content' ? acknowledged.filter(lost) : [],
    gone: acknowledged.filter(({ write }) => gone.has(write)),
  };
}

/** The number of the newest step before the failing one that a test holds for. */
export function newestStep(
  { steps, number }: Facts,
  test: (done: StepRecord) => boolean,
): number | undefined {
  const index = steps.slice(0, number - 1).findLastIndex(test);
  return index < 0 ? undefined : index + 1;
}
