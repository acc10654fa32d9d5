import type { Deviation } from '../model/deviations.ts';
import type { Internal } from '../model/events.ts';
import type { Reach } from '../model/interruption.ts';
import type { Mirroring, Mode, Site } from '../model/site.ts';
import type { Symptom } from '../model/symptoms.ts';
import type { Role, Status } from '../model/views.ts';
import type { Place } from '../scenarios/scenario.ts';
import type { Step } from '../scenarios/step.ts';
import type { DaemonLog } from './daemon-log.ts';
import type { Sight } from './oracle/sight.ts';
import type { Walkers } from './simulate/walkers.ts';

/**
 * What a step came to on a target: `ok`, or an error class (EBUSY, EINVAL, ...). A target may meet
 * a class that the model does not know; it is reported as it is. `HANG` says that the command gave
 * no answer within the target's deadline, `CRASH` that it brought its client down, `INTERRUPTED` that
 * its client was killed before it had one.
 */
export type Answer = string;

/**
 * Writes found by reading an image back: their numbers, ascending; or why it could not be read.
 * `corrupt`: a block holds neither its stamp nor zeros.
 */
export type Content = readonly number[] | 'absent' | 'unreachable' | 'corrupt';

/**
 * What an image shows of the edits made to it, by their numbers: the resize that gave it its size,
 * the rename that gave it its name (0: none), its users' snapshots and its metadata, ascending;
 * and whether it is a clone.
 */
export type SeenShape = {
  readonly size: number;
  readonly name: number;
  readonly snapshots: readonly number[];
  /** Those of the snapshots that are protected. */
  readonly protected: readonly number[];
  readonly metadata: readonly number[];
  readonly clone: boolean;
};

/**
 * What one look at everything showed; a shape only where there is an image to read, a parent only once
 * a clone was made, what is left only where the target can tell.
 */
export type FullSight = Required<Pick<Sight, 'role' | 'content' | 'status'>> & Sight;

/**
 * What a demotion came to, and how many writes a client began and was acknowledged meanwhile. One that it
 * began and was not acknowledged, the last, may be done or not.
 */
export type WrittenThrough = {
  readonly answer: Answer;
  readonly begun: number;
  readonly acknowledged: number;
};

/** One image on two sites, while one scenario runs on it. */
export interface Pair {
  /**
   * Does one step: a command or a fault. `number` is that of the block that a `write` step has to
   * stamp, or of an edit. The steps `settle` and `let` never come here.
   */
  perform(step: Step, number?: number): Promise<Answer>;
  /**
   * Demotes the image while a client holds it open and writes to it, until it is refused or has done
   * the writes `numbers`, one after the other; `wanted` says how many, where the target can.
   */
  demoteWriting(
    site: Site,
    wanted: true | number,
    numbers: readonly number[],
  ): Promise<WrittenThrough>;
  /** Takes exactly this step of a daemon, where the target can: false where it is not possible. */
  take?(step: Internal): boolean;
  /** What the daemons did since this was last asked; nothing where a target cannot tell. */
  daemonSteps?(): readonly Internal[];
  /** From now on daemons act in their own time, also where only the steps said what they do. */
  free?(): void;
  /** How far the last command came whose client was killed; nothing where a target cannot tell. */
  reach?(): Reach | undefined;
  /** What the client of the last command that was answered CRASH had to say of it. */
  words?(): string | undefined;
  /** What lies behind a result at a site, for the record of a failure; its form is the target's own. */
  evidence?(site: Site): Promise<unknown>;
  /** The end of what the mirror daemon of a site wrote to its log, where it writes one. */
  daemonLog?(site: Site): DaemonLog;
  /** Whether the daemons have nothing left to do, where the target can tell for certain. */
  idle?(): boolean;
  /** What the image is at a site, asked of the cluster itself. */
  role(site: Site): Promise<Role | 'unreachable'>;
  /** What a user is told about mirroring at a site (`rbd mirror image status`). */
  status(site: Site): Promise<Status | 'unreachable'>;
  /** Reads back every block that a write could have stamped. */
  content(site: Site): Promise<Content>;
  /** All that there is to see at a site in one look, as near to one moment as the target can. */
  sight(site: Site): Promise<FullSight>;
  /** Milliseconds since the pair was opened: virtual on the simulated pair, real on a real one. */
  now(): number;
  /**
   * The newest mirror snapshot that the image has as primary at a site; 0 where there is none. Left out where
   * a target can tell for certain that nothing is left to do.
   */
  newestSnapshot?(site: Site): Promise<number>;
  /**
   * The longest time for which this process came to nothing while the pair was open, in milliseconds: an
   * answer that was due then was taken late. Left out where time is virtual.
   */
  stood?(): number;
  /** Lets time pass between two looks at a pair that is not yet settled. */
  pause(milliseconds: number): Promise<void>;
  /** Removes the image from both sites and ends every fault. */
  close(): Promise<void>;
}

/** How long to wait for what, in milliseconds of a pair's own clock. */
export interface Patience {
  /** How long a pair may take to settle. */
  readonly limit: number;
  /** How long it may take a manager to take a mirror snapshot by a schedule of one minute. */
  readonly schedule: number;
  /** How often to look meanwhile. */
  readonly poll: number;
  /** How long a role may look otherwise while it changes: an image on its way out shows anything. */
  readonly transient: number;
  /** How long it takes until what only a known deviation explains counts as settled. */
  readonly doubt: number;
}

/** What a pair is opened for. */
export interface Opening extends Place {
  readonly mode: Mode;
  /** Names the run; the simulated pair draws its schedule from it. */
  readonly seed: string;
  /** Whether daemons act in their own time, or only where the steps say so (`let`, `settle`). */
  readonly schedule: Schedule;
}

export type Schedule = 'free' | 'explicit';

/** What a simulated target can tell of its own failures. */
export interface WhiteBox {
  /** The event at which a run, its schedule spelled out, first left what is specified. */
  cause(mirroring: Mirroring, steps: readonly Step[]): string;
  /**
   * The simplest run there is that fails for a cause: no longer than the one given, and of a clone only
   * if that one is.
   */
  simplest(
    mirroring: Mirroring,
    cause: string,
    given: readonly Step[],
  ): readonly Step[] | undefined;
  /** What walks the pair at random, and judges from within. */
  readonly walkers: Walkers;
}

/** Two clusters on which scenarios run, one after the other; or several such pairs of clusters. */
export interface Target {
  /** Name and version, as shown in records: `sim`, `ceph 16.2.15`. */
  readonly name: string;
  /** Steps that this target cannot do, each with the reason. */
  unsupported(step: Step): string | undefined;
  readonly patience: Patience;
  /** How many runs can be under way at once; it may shrink. Another one waits until one is closed. */
  readonly lanes: number;
  /** Opens a fresh pair for one scenario. */
  open(run: Opening): Promise<Pair>;
  /**
   * The same target for `count` runs at once that are all to be opened, and on which the same faults
   * strike in the same order: real clusters mirror the images of all of them. A target that has
   * nothing to share does without.
   */
  shared?(count: number): Target;
  /** What is known that the target does otherwise than specified. */
  readonly deviations: readonly Deviation[];
  /** What else is known to show on it. */
  readonly symptoms: readonly Symptom[];
  /** A target that can be looked into: see {@link WhiteBox}. */
  readonly whiteBox?: WhiteBox;
  /** Gives back whatever the target holds. */
  close(): Promise<void>;
}

/** The target itself failed, so that the run says nothing about mirroring. */
export class TargetFailure extends Error {
  override readonly name: string = 'TargetFailure';
}
