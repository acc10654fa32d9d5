import { availableParallelism } from 'node:os';
import type { Mode } from '../../model/site.ts';
import type { Variant } from '../../model/variant.ts';
import { watchInterrupts } from '../campaign/interrupt.ts';
import { mustBehave, mustNameNoLabs, type Say, type TargetChoice } from '../campaign/target.ts';
import { variantNamed } from '../campaign/variants.ts';
import { DriverBench } from './bench.ts';
import type { DriverCommand } from './process.ts';
import { SimulatedSource } from './simulated-source.ts';

/** Benches that are open, and how to leave them when there is no time to close them. */
export interface OpenedBenches {
  /** For each mode as many as can work at once; real clusters are one, with lanes of its own. */
  readonly benches: ReadonlyMap<Mode, readonly DriverBench[]>;
  close(): Promise<void>;
  abandon(): Promise<void>;
}

/** Benches on simulated clusters, which take no time to open; with a variant, of clusters that behave so. */
export function simulatedBenches(
  { program, modes, lanes = availableParallelism() }: Omit<BenchesAsked, 'choice'>,
  variant?: Variant,
): OpenedBenches {
  const benchesOf = (mode: Mode) =>
    Array.from(
      { length: lanes },
      () => new DriverBench(new SimulatedSource(mode, variant), program),
    );
  const benches = new Map(modes.map((mode) => [mode, benchesOf(mode)] as const));
  const close = async () => {
    await Promise.all([...benches.values()].flat().map((bench) => bench.close()));
  };
  return { benches, close, abandon: close };
}

/** Opens what scenarios are to be run on. @throws UsageError, LabError */
export async function openBenches(
  asked: BenchesAsked,
  say: Say,
  signal: AbortSignal,
): Promise<OpenedBenches> {
  const { program, choice, modes } = asked;
  if (choice.target === 'sim') {
    mustNameNoLabs(choice);
    return simulatedBenches(asked, variantNamed(choice.with));
  }
  mustBehave(choice);
  const { openLabs } = await import('../targets/ceph-open.ts');
  const { CephSource } = await import('./ceph-source.ts');
  const { lab: folder, labs, ceph, usualLabs: usual = 1 } = choice;
  const opened = await openLabs({ folder, labs, ceph, usual, onProgress: say }, signal);
  const bench = new DriverBench(new CephSource(opened.labs), program);
  return {
    benches: new Map(modes.map((mode) => [mode, [bench]] as const)),
    close: () => bench.close(),
    abandon: opened.abandon,
  };
}

/** What is to be opened. */
export interface BenchesAsked {
  readonly program: DriverCommand;
  readonly choice: TargetChoice;
  readonly modes: readonly Mode[];
  /** Simulated clusters at once, in each mode; one for each core, unless told otherwise. */
  readonly lanes?: number;
}

/**
 * Opens benches, works on them, and closes them in the end. Ctrl-C aborts the signal that the work is given; a
 * second one ends the process, after every lab of its own was taken down.
 */
export async function withBenches<Result>(
  asked: BenchesAsked,
  say: Say,
  work: (benches: OpenedBenches['benches'], signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  let opened: OpenedBenches | undefined;
  const watch = watchInterrupts(() => {
    Promise.resolve(opened?.abandon()).finally(() => process.exit(130));
  });
  try {
    opened = await openBenches(asked, say, watch.signal);
    return await work(opened.benches, watch.signal);
  } finally {
    await opened?.close();
    watch.release();
  }
}
