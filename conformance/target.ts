import type { Deviation } from '../model/deviations.ts';
import type { Internal } from '../model/events.ts';
import type { Mode, Site } from '../model/site.ts';
import type { Role, Status } from '../model/views.ts';
import type { Step } from '../scenarios/step.ts';

/**
 * What a step came to on a target: `ok`, or an error class (EBUSY, EINVAL, ...). A target may meet
 * a class that the model does not know; it is reported as it is. `HANG` says that the command gave
 * no answer within the target's deadline.
 */
export type Answer = string;

/**
 * Writes found by reading an image back: their numbers, ascending; or why it could not be read.
 * `corrupt`: a block holds neither its stamp nor zeros.
 */
export type Content = readonly number[] | 'absent' | 'unreachable' | 'corrupt';

/** One image on two sites, while one scenario runs on it. */
export interface Pair {
  /**
   * Does one step: a command or a fault. `writes` numbers the blocks that a `write` step has to
   * stamp. The steps `settle` and `let` never come here.
   */
  perform(step: Step, writes: readonly number[]): Promise<Answer>;
  /** Takes exactly this step of a daemon, where the target can: false where it is not possible. */
  take?(step: Internal): boolean;
  /** What the daemons did since this was last asked; nothing where a target cannot tell. */
  daemonSteps?(): readonly Internal[];
  /** Whether the daemons have nothing left to do, where the target can tell for certain. */
  idle?(): boolean;
  /** What the image is at a site, asked of the cluster itself. */
  role(site: Site): Promise<Role | 'unreachable'>;
  /** What a user is told about mirroring at a site (`rbd mirror image status`). */
  status(site: Site): Promise<Status | 'unreachable'>;
  /** Reads back every block that a write could have stamped. */
  content(site: Site): Promise<Content>;
  /** Milliseconds since the pair was opened: virtual on the simulated pair, real on a real one. */
  now(): number;
  /** Lets time pass between two looks at a pair that is not yet settled. */
  pause(milliseconds: number): Promise<void>;
  /** Removes the image from both sites and ends every fault. */
  close(): Promise<void>;
}

/** How long to wait for what, in milliseconds of a pair's own clock. */
export interface Patience {
  /** How long a pair may take to settle. */
  readonly limit: number;
  /** How often to look meanwhile. */
  readonly poll: number;
  /** How long a role may look otherwise while it changes: an image on its way out shows anything. */
  readonly transient: number;
}

/** What a pair is opened for. */
export interface Opening {
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
  cause(mode: Mode, steps: readonly Step[]): string;
  /** The simplest run there is, no longer than `length`, that fails for a cause. */
  simplest(mode: Mode, cause: string, length: number): readonly Step[] | undefined;
}

/** Two clusters on which scenarios run, one after the other. */
export interface Target {
  /** Name and version, as shown in records: `sim`, `ceph 16.2.15`. */
  readonly name: string;
  /** Steps that this target cannot do, each with the reason. */
  unsupported(step: Step): string | undefined;
  readonly patience: Patience;
  /** Opens a fresh pair for one scenario. */
  open(run: Opening): Promise<Pair>;
  /** What is known that the target does otherwise than specified. */
  readonly deviations: readonly Deviation[];
  /** A target that can be looked into: see {@link WhiteBox}. */
  readonly whiteBox?: WhiteBox;
  /** Gives back whatever the target holds. */
  close(): Promise<void>;
}

/** The target itself failed, so that the run says nothing about mirroring. */
export class TargetFailure extends Error {
  override readonly name: string = 'TargetFailure';
}
