import { type ReleaseName, releaseNames, releaseOf } from '../lab/release.ts';
import type { Target } from '../target.ts';
import type { OpenedTarget } from '../targets/ceph-open.ts';
import { simTarget } from '../targets/sim.ts';
import { watchInterrupts } from './interrupt.ts';
import { UsageError } from './usage.ts';
import { behaviourNamed, variantNamed } from './variants.ts';

/** The targets that a user can name. */
export const targetNames = ['sim', 'ceph'] as const;

/** The name of a target. */
export type TargetName = (typeof targetNames)[number];

/** Which target to open. */
export interface TargetChoice {
  readonly target: TargetName;
  /** A deviation or a planted fault, by name: the simulated pair only. */
  readonly with?: string | undefined;
  /** The folder of the lab, or of the labs: real clusters only. */
  readonly lab?: string | undefined;
  /** The release of Ceph: real clusters only. */
  readonly ceph?: ReleaseName | undefined;
  /** How many labs to run on at once: real clusters only. */
  readonly labs?: number | undefined;
  /** How many, where that is not said and none is up; default 1. */
  readonly usualLabs?: number;
}

/** Told what is being done, where it takes long. */
export type Say = (what: string) => void;

/** Told what is lost while work goes on. */
export type Warn = (reason: Error) => void;

const nothingToLeave = async () => undefined;

/** Opens one target, works on it, and closes it, as {@link withTargets} does with several. */
export const withTarget = <Result>(
  choice: TargetChoice,
  say: Say,
  work: (target: Target, signal: AbortSignal) => Promise<Result>,
  onLoss?: Warn,
): Promise<Result> =>
  withTargets(say, async (open, signal) => work(await open(choice), signal), onLoss);

/**
 * Gives a work the means to open targets, and closes them in the end. Real clusters are those of the
 * running lab, with every fault ended, or those of new ones, which go down in the end. Ctrl-C aborts
 * the signal that the work is given; a second Ctrl-C ends the process, after every lab of its own was
 * taken down. Opening rejects with UsageError or LabError where it cannot be done.
 */
export async function withTargets<Result>(
  say: Say,
  work: (open: (choice: TargetChoice) => Promise<Target>, signal: AbortSignal) => Promise<Result>,
  onLoss?: Warn,
): Promise<Result> {
  const opened: OpenedTarget[] = [];
  let real = false;
  const watch = watchInterrupts(() => {
    const left = opened.map(({ abandon }) => abandon());
    Promise.allSettled(left).finally(() => process.exit(130));
  });
  const told = () => real && say('ending after this step; Ctrl-C again ends at once');
  watch.signal.addEventListener('abort', told);
  const open = async (choice: TargetChoice) => {
    real ||= choice.target === 'ceph';
    if (choice.target === 'ceph') say('looking for a lab');
    const one = await openTarget(choice, watch.signal, say, onLoss);
    opened.push(one);
    return one.target;
  };
  try {
    return await work(open, watch.signal);
  } finally {
    if (real) say('leaving the lab');
    await Promise.all(opened.map(({ target }) => target.close()));
    watch.release();
  }
}

/** @throws UsageError where a choice of simulated clusters says of real ones. */
export function mustNameNoLabs({ ceph, labs }: Omit<TargetChoice, 'target'>): void {
  if (ceph !== undefined) throw new UsageError('--ceph is for --target ceph only');
  if (labs !== undefined) throw new UsageError('--labs is for --target ceph only');
}

/** @throws UsageError where a choice of real clusters says how simulated ones behave. */
export function mustBehave({ with: behaviour }: Omit<TargetChoice, 'target'>): void {
  if (behaviour !== undefined) throw new UsageError('--with is for --target sim only');
}

async function openTarget(
  choice: TargetChoice,
  signal: AbortSignal,
  onProgress: Say,
  onLoss?: Warn,
): Promise<OpenedTarget> {
  if (choice.target === 'sim') {
    mustNameNoLabs(choice);
    return { target: simTarget(variantNamed(choice.with)), abandon: nothingToLeave };
  }
  mustBehave(choice);
  const { openCeph } = await import('../targets/ceph-open.ts');
  const { lab: folder, labs, ceph, usualLabs: usual = 1 } = choice;
  return openCeph({ folder, labs, ceph, usual, onProgress, ...(onLoss && { onLoss }) }, signal);
}

/**
 * Reads a target in one word: `sim`, `sim:NAME` for one that behaves otherwise in a named way,
 * `ceph`, or `ceph:reef` for a release. @throws UsageError
 */
export function parseTarget(text: string): TargetChoice {
  const [name = '', ...rest] = text.split(':');
  const detail = rest.length === 0 ? undefined : rest.join(':');
  if (name === 'sim') {
    if (detail !== undefined) behaviourNamed(detail);
    return { target: 'sim', with: detail };
  }
  const ceph = releaseNames.find((known) => known === detail);
  if (name === 'ceph' && (detail === undefined || ceph !== undefined)) {
    return { target: 'ceph', ceph };
  }
  const releases = releaseNames.map((known) => `ceph:${known}`).join(', ');
  throw new UsageError(`there is no target "${text}"; write sim, sim:NAME, ceph, or ${releases}`);
}

/** A choice as records name it; the version of Ceph is left open where no release was named. */
export const nameOf = (choice: TargetChoice): string =>
  [
    choice.target,
    ...(choice.with === undefined ? [] : ['with', choice.with]),
    ...(choice.ceph === undefined ? [] : [choice.ceph]),
  ].join(' ');

/** The choice that a target's name, as written in a record, came from. @throws UsageError */
export function choiceFrom(name: string): TargetChoice {
  const planted = /^sim with (.+)$/.exec(name)?.[1];
  if (planted !== undefined) return { target: 'sim', with: planted };
  const [first, version = ''] = name.split(' ');
  const target = targetNames.find((known) => first === known);
  const ceph = releaseOf(version);
  if (target !== undefined) return { target, ...(ceph && { ceph }) };
  throw new UsageError(`there is no target "${name}" here; choose one with --target`);
}
