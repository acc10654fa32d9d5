import type { Course, CourseMoment } from '../../../conformance/course/course.ts';
import type { RunRecord } from '../../../conformance/record.ts';
import { isFault } from '../../step-text.ts';
import { isStrike } from './faults.ts';
import { type Lane, lanesOf } from './lanes.ts';
import { momentText } from './words.ts';

/** One thing that happened: a line of the list of steps, a column of the picture. */
export type Column = {
  readonly kind: 'step' | 'daemon' | 'fault' | 'fault-end';
  readonly text: string;
  /** Which step it is, from 1; what a daemon did has no number. */
  readonly number?: number;
  /** Milliseconds at which it had ended. */
  readonly at?: number;
  readonly answer?: string;
  readonly writes?: readonly number[];
  /** Those of them that a failover lost. */
  readonly lost?: readonly number[];
  /** What is to be said of it besides. */
  readonly note?: string;
  /** The run failed here. */
  readonly failing?: true;
  /** And by the gravest of all that it failed by. */
  readonly gravest?: true;
};

/** What is drawn of a run: everything that happened, and what it did to what there is. */
export type Picture = {
  readonly columns: readonly Column[];
  readonly lanes: readonly Lane[];
  /** How many lines a lane of writes has. */
  readonly writes: number;
};

/** The picture of a run. */
export function pictureOf({ mode }: RunRecord, course: Course): Picture {
  const failing = course.difference?.moment;
  return {
    columns: course.moments.map((moment, index) => ({
      ...columnOf(moment),
      ...(index === failing && { failing: true }),
    })),
    lanes: lanesOf(course, mode === 'journal'),
    writes: course.writes.length,
  };
}

function columnOf(moment: CourseMoment): Column {
  const text = momentText(moment);
  if (moment.kind === 'daemon') return { kind: 'daemon', text };
  const { step, at, answer, writes, do: asked } = moment;
  const ends = isFault(asked) ? 'fault-end' : 'step';
  const kind = isStrike(moment) ? 'fault' : ends;
  return {
    ...{ kind, text, number: step + 1, at },
    ...(answer !== undefined && { answer }),
    ...(writes !== undefined && { writes }),
  };
}
