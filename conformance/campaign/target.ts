import { deviations } from '../../model/deviations.ts';
import type { Variant } from '../../model/variant.ts';
import { plantedFaults } from '../planted/faults.ts';
import type { Target } from '../target.ts';
import { simTarget } from '../targets/sim.ts';
import { watchInterrupts } from './interrupt.ts';
import { UsageError } from './usage.ts';

/** The targets that a user can name. */
export const targetNames = ['sim', 'ceph'] as const;

/** The name of a target. */
export type TargetName = (typeof targetNames)[number];

/** Which target to open. */
export interface TargetChoice {
  readonly target: TargetName;
  /** A deviation or a planted fault, by name: the simulated pair only. */
  readonly with?: string | undefined;
  /** The folder of the lab: real clusters only. */
  readonly lab?: string | undefined;
}

/** A target, and how to leave it when there is no time to close it. */
interface OpenedTarget {
  readonly target: Target;
  /** Leaves nothing behind that the opening made, whatever still runs on it. */
  readonly abandon: () => Promise<void>;
}

/** Told what is being done, where it takes long. */
export type Say = (what: string) => void;

const nothingToLeave = async () => undefined;

/**
 * Opens a target, works on it, and closes it. Real clusters are those of the running lab, with every
 * fault ended, or those of a new one, which goes down in the end. Ctrl-C aborts the signal that the
 * work is given; a second Ctrl-C ends the process, after a lab of its own was taken down. Rejects
 * with UsageError or LabError where the target cannot be opened.
 */
export async function withTarget<Result>(
  choice: TargetChoice,
  say: Say,
  work: (target: Target, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  let opened: OpenedTarget | undefined;
  const watch = watchInterrupts(() => {
    const leave = opened?.abandon() ?? nothingToLeave();
    leave.finally(() => process.exit(130));
  });
  if (choice.target === 'ceph') {
    const told = () => say('ending after this step; Ctrl-C again ends at once');
    watch.signal.addEventListener('abort', told);
  }
  try {
    if (choice.target === 'ceph') say('looking for a lab');
    opened = await openTarget(choice, say);
    return await work(opened.target, watch.signal);
  } finally {
    if (choice.target === 'ceph') say('leaving the lab');
    await opened?.target.close();
    watch.release();
  }
}

async function openTarget(choice: TargetChoice, onProgress: Say): Promise<OpenedTarget> {
  if (choice.target === 'sim') {
    return { target: simTarget(variantNamed(choice.with)), abandon: nothingToLeave };
  }
  if (choice.with !== undefined) throw new UsageError('--with is for --target sim only');
  const { findLab, labUp } = await import('../lab/index.ts');
  const { CephTarget } = await import('../targets/ceph.ts');
  const running = findLab(choice.lab);
  if (running !== undefined) {
    onProgress('taking the running lab');
    await running.takeOver();
    return { target: new CephTarget(running, (left) => left.release()), abandon: nothingToLeave };
  }
  const folder = choice.lab === undefined ? {} : { folder: choice.lab };
  const lab = await labUp({ ...folder, onProgress });
  const down = () => lab.down();
  return { target: new CephTarget(lab, (left) => left.down()), abandon: down };
}

/** A choice as records name it; the version of Ceph is left open. */
export const nameOf = (choice: TargetChoice): string =>
  choice.with === undefined ? choice.target : `${choice.target} with ${choice.with}`;

/** The choice that a target's name, as written in a record, came from. @throws UsageError */
export function choiceFrom(name: string): TargetChoice {
  const planted = /^sim with (.+)$/.exec(name)?.[1];
  if (planted !== undefined) return { target: 'sim', with: planted };
  const target = targetNames.find((known) => name.split(' ')[0] === known);
  if (target !== undefined) return { target };
  throw new UsageError(`there is no target "${name}" here; choose one with --target`);
}

/** What `--with` can name: how releases of Ceph deviate, and faults planted on purpose. */
const variants: readonly Variant[] = [...deviations, ...plantedFaults];

function variantNamed(name: string | undefined): Variant | undefined {
  if (name === undefined) return undefined;
  const variant = variants.find((known) => known.name === name);
  if (variant !== undefined) return variant;
  const names = variants.map((known) => known.name).join(', ');
  throw new UsageError(
    `--with: no deviation and no planted fault "${name}"; choose one of ${names}`,
  );
}
