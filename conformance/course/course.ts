import type { Internal } from '../../model/events.ts';
import type { Reach } from '../../model/interruption.ts';
import type { Step } from '../../scenarios/step.ts';
import type { Answer } from '../target.ts';
import type { Situation } from './situation.ts';

/** A step of the scenario, and what it left. */
export type StepMoment = {
  readonly kind: 'step';
  /** Which step of the run it is. */
  readonly step: number;
  readonly do: Step;
  /** Milliseconds of the pair's clock at which it had ended. */
  readonly at: number;
  readonly answer?: Answer;
  readonly reach?: Reach;
  /** The writes that it stamped, acknowledged or not. */
  readonly writes?: readonly number[];
  /** The model that the run is told by does not explain what was observed here. */
  readonly unexplained?: true;
  readonly after: Situation;
};

/** What a daemon did by itself, and what it left. */
export type DaemonMoment = {
  readonly kind: 'daemon';
  /** The step of the run that it came before, or during which it was noticed. */
  readonly step: number;
  readonly event: Internal;
  readonly after: Situation;
};

/** One thing that happened. */
export type CourseMoment = StepMoment | DaemonMoment;

/** Where a write is: at both sites, at one, or at none. */
export type Whereabouts = 'ab' | 'a' | 'b' | '';

/** What became of an acknowledged write. */
export type WriteFate = {
  readonly write: number;
  /** The moment at which it was acknowledged. */
  readonly acknowledged: number;
  /** Where it is after each moment from that one on. */
  readonly where: readonly Whereabouts[];
  /** The promotion by force, a moment, that first made a primary of a copy without it. */
  readonly lost?: number;
  /** The moment from which on it is at neither site for good. */
  readonly gone?: number;
};

/** What was still possible when a run failed. */
export type Difference = {
  /** The step at which it failed. */
  readonly step: number;
  /** The moment of that step; where the course does not reach it, there is none. */
  readonly moment?: number;
  /** How the pair can have been before the step, by the model that it is held to; each once, a few of them. */
  readonly before: readonly Situation[];
  /** How many more there are. */
  readonly more: number;
};

/** The course that a run took through the model: plain data, to be shown and stepped through. */
export type Course = {
  readonly course: 1;
  /**
   * Whether the daemons' steps are known, as the target told them. If not, the course is one of several
   * that explain all that was observed: one in which daemons act as late as can be, be it only while a
   * step's outcome was looked at.
   */
  readonly certain: boolean;
  /** Two clusters without an image. */
  readonly start: Situation;
  readonly moments: readonly CourseMoment[];
  readonly writes: readonly WriteFate[];
  readonly difference?: Difference;
  /** Why the course ends before the run does. */
  readonly ends?: string;
};
