import type { DriverRecord, VolumeStepRecord } from '../drivers/record.ts';
import type { RunRecord } from '../record.ts';

/** What a run is measured by. */
export interface Measured {
  /** What runs are compared with: a named scenario, or how the volume failed over. */
  readonly kind: string;
  /** Milliseconds of the clusters' clock, all in all. */
  readonly took: number;
  /** RPO: of each failover by force, or under a fault, the acknowledged writes that the new primary lacks. */
  readonly rpo: readonly number[];
  /** RTO: of each failover, the milliseconds from the first request for it until one had succeeded. */
  readonly rto: readonly number[];
}

/** Scenarios that no user named. */
const unnamed: readonly string[] = ['generated', 'shrunk'];

const kindOf = (mode: string, scenario: string, how: string): string =>
  `${unnamed.includes(scenario) ? how : scenario}, ${mode}`;

/** A step: whether it asks for a failover, when that began and ended, and whether it succeeded. */
interface Attempt {
  readonly asked: boolean;
  readonly done: boolean;
  readonly began: number;
  readonly ended: number;
}

/** How long each failover took, from its first attempt on. */
function timesOf(attempts: readonly Attempt[]): number[] {
  const times: number[] = [];
  let first: number | undefined;
  for (const { asked, done, began, ended } of attempts) {
    if (!asked) continue;
    first ??= began;
    if (!done) continue;
    times.push(ended - first);
    first = undefined;
  }
  return times;
}

/** Measures an operator's run. */
export function measured({ mode, scenario, steps, writes, took }: RunRecord): Measured {
  const promotions = steps.map(({ step, answer, at }, index) => ({
    asked: step.do === 'promote',
    forced: step.do === 'promote' && step.force,
    done: answer === 'ok',
    began: steps[index - 1]?.at ?? 0,
    ended: at,
  }));
  const done = promotions.filter((one) => one.asked && one.done);
  const forced = done.some((one) => one.forced);
  const how = forced ? 'forced failover' : done.length > 0 ? 'planned failover' : 'no failover';
  const rpo = forced ? [writes.lost] : [];
  return { kind: kindOf(mode, scenario, how), took, rpo, rto: timesOf(promotions) };
}

const faults: readonly string[] = ['cut', 'stop-site', 'kill-site', 'stop-daemon', 'kill-daemon'];
const ends: readonly string[] = ['heal', 'start-site', 'start-daemon'];

/** Measures a driver's run. */
export function measuredWithDriver({ mode, scenario, steps, took }: DriverRecord): Measured {
  const acknowledged = new Map<string, Set<number>>();
  const attempts: Attempt[] = [];
  const rpo: number[] = [];
  let underWay = 0;
  let struck = false;
  for (const [index, record] of steps.entries()) {
    const { step, answer, at, writes = [] } = record;
    if (faults.includes(step.do)) underWay += 1;
    if (ends.includes(step.do)) underWay = Math.max(0, underWay - 1);
    if (step.do === 'write') {
      const known = acknowledged.get(`${step.volume}`) ?? new Set();
      acknowledged.set(`${step.volume}`, new Set([...known, ...writes]));
    }
    const asked = step.do === 'failover' ? step.to !== 'nowhere' : step.do === 'failback';
    const done = answer === 'ok';
    attempts.push({ asked, done, began: steps[index - 1]?.at ?? 0, ended: at });
    if (!asked || !done) continue;
    struck ||= underWay > 0;
    const lost = lostBy(record, acknowledged);
    if (underWay > 0) rpo.push(lost);
  }
  const over = attempts.some(({ asked, done }) => asked && done);
  const how = !over ? 'no failover' : struck ? 'failover under a fault' : 'planned failover';
  return { kind: kindOf(mode, scenario, how), took, rpo, rto: timesOf(attempts) };
}

/** How many acknowledged writes cannot be read where volumes are now; they are not lost a second time. */
function lostBy(
  { step, sights }: VolumeStepRecord,
  acknowledged: Map<string, Set<number>>,
): number {
  const site = step.do === 'failback' ? 'a' : 'b';
  let lost = 0;
  for (const [volume, writes] of acknowledged) {
    const content = sights[volume]?.[site].content;
    if (content === undefined || typeof content === 'string') continue;
    const left = new Set(content.filter((write) => writes.has(write)));
    lost += writes.size - left.size;
    acknowledged.set(volume, left);
  }
  return lost;
}
