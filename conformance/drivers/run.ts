import type { Mode } from '../../model/site.ts';
import type { VolumeStep } from '../../scenarios/volumes/step.ts';
import { logsSince } from '../behind.ts';
import { scheduleSeed } from '../campaign/continuation.ts';
import { TargetFailure } from '../target.ts';
import type { Clusters } from './clusters.ts';
import type { Driver } from './driver.ts';
import type { DriverRecord, DriverVerdict } from './record.ts';
import { NotModelled, Session } from './session.ts';

/** One volume scenario to be run with a driver, and on what. */
export interface DriverJob {
  readonly name: string;
  readonly steps: readonly VolumeStep[];
  readonly mode: Mode;
  readonly seed: string;
  readonly driver: Driver;
  readonly clusters: Clusters;
  /** Called before each step, with its number. */
  readonly onStep?: (index: number) => void;
}

/**
 * Runs a volume scenario to its end, however much is found: what was lost is found once, and what comes later is
 * judged by what is left.
 */
export async function runDriver(job: DriverJob): Promise<DriverRecord> {
  const { clusters, driver, mode, seed } = job;
  const session = new Session(clusters, driver, { mode, seed: scheduleSeed(seed) });
  let written: Pick<DriverRecord, 'logs'> | undefined;
  try {
    // Daemons write on: what they wrote near the first failure is read there.
    const verdict = await follow(session, job, (began) => {
      written ??= logsSince(clusters, began);
    });
    return {
      format: 1,
      seed,
      scenario: job.name,
      driver: driver.name,
      target: clusters.name,
      mode,
      verdict,
      atStake: [...session.atStake].sort(),
      images: session.images(),
      ...written,
      took: clusters.now(),
      steps: session.records,
    };
  } finally {
    await clusters.close(Object.keys(session.images()));
  }
}

async function follow(
  session: Session,
  { steps, onStep }: DriverJob,
  onFailure: (began: number) => void,
): Promise<DriverVerdict> {
  try {
    await session.begin();
    for (const [index, step] of steps.entries()) {
      onStep?.(index);
      await session.step(step);
      if (session.findings.length > 0) onFailure(session.records.at(-2)?.at ?? 0);
    }
  } catch (error) {
    if (!(error instanceof NotModelled || error instanceof TargetFailure)) throw error;
    onFailure(session.records.at(-1)?.at ?? 0);
    if (session.findings.length === 0) {
      return { kind: 'inconclusive', step: session.records.length, reason: error.message };
    }
  }
  const { findings } = session;
  return findings.length === 0 ? { kind: 'pass' } : { kind: 'fail', findings };
}
