import type { VolumeStep } from '../../scenarios/volumes/step.ts';
import { type DriverRecord, findingOf, stepsTo } from './record.ts';

/** Runs candidate steps. */
export type Probe = (steps: readonly VolumeStep[]) => Promise<DriverRecord>;

/** Whether a run was found wanting in this way. */
export const shows = (record: DriverRecord, kind: string): boolean =>
  findingOf(record, kind) !== undefined;

/** The same steps, simpler: parts left out, fewer blocks, one volume where there were more. */
function* simpler(steps: readonly VolumeStep[]): Generator<readonly VolumeStep[]> {
  for (let size = steps.length >> 1; size >= 1; size >>= 1) {
    for (let from = 0; from + size <= steps.length; from += 1) {
      yield [...steps.slice(0, from), ...steps.slice(from + size)];
    }
  }
  for (const [index, step] of steps.entries()) {
    if (step.do === 'write' && step.blocks > 1) {
      yield steps.with(index, { ...step, blocks: 1 });
    }
    if (step.do === 'amid') yield* simplerAmid(steps, index, step);
    if (step.do === 'failover' && step.to === 'auto') yield steps.with(index, { ...step, to: 'b' });
    if (step.do === 'kill-site') yield steps.with(index, { do: 'stop-site', site: step.site });
    if (step.do === 'kill-daemon') yield steps.with(index, { do: 'stop-daemon', site: step.site });
  }
}

/** The same with a strike that comes earlier. */
function* simplerAmid(
  steps: readonly VolumeStep[],
  index: number,
  step: Extract<VolumeStep, { do: 'amid' }>,
): Generator<readonly VolumeStep[]> {
  for (const calls of new Set([1, step.calls >> 1, step.calls - 1])) {
    if (calls > 0 && calls < step.calls) yield steps.with(index, { ...step, calls });
  }
}

/**
 * Reduces a run to the fewest steps that are found wanting in the same way, running `budget` candidates at most.
 * What cannot be reproduced from its steps is given back as it is.
 */
export async function shrinkFinding(
  first: DriverRecord,
  kind: string,
  probe: Probe,
  budget: number,
): Promise<DriverRecord> {
  let best = first;
  let left = budget;
  const tried = new Set<string>();
  const stepsIn = (record: DriverRecord) => stepsTo(record, findingOf(record, kind));
  for (let improved = true; improved && left > 0; ) {
    improved = false;
    for (const candidate of simpler(stepsIn(best))) {
      const key = JSON.stringify(candidate);
      if (tried.has(key) || candidate.length === 0) continue;
      tried.add(key);
      if (left <= 0) break;
      left -= 1;
      const record = await probe(candidate);
      if (!shows(record, kind)) continue;
      best = record;
      improved = true;
      break;
    }
  }
  return left > 0 ? steadied(best, stepsIn(best), kind, probe) : best;
}

/**
 * The same with a wait after each step after which one may come, so that it does not depend on who is faster:
 * on real clusters nobody says when a daemon acts. What is then of no more use is left out.
 */
async function steadied(
  best: DriverRecord,
  steps: readonly VolumeStep[],
  kind: string,
  probe: Probe,
): Promise<DriverRecord> {
  let [record, kept] = [best, steps];
  const takes = async (candidate: readonly VolumeStep[]): Promise<boolean> => {
    const tried = await probe(candidate);
    if (!shows(tried, kind)) return false;
    [record, kept] = [tried, candidate];
    return true;
  };
  for (let index = steps.length - 1; index > 0; index -= 1) {
    if (waits(kept[index]) || waits(kept[index - 1])) continue;
    await takes(kept.toSpliced(index, 0, { do: 'settle' }));
  }
  for (let index = kept.length - 2; index >= 0; index -= 1) {
    if (!waits(kept[index])) await takes(withoutDoubleWaits(kept.toSpliced(index, 1)));
  }
  return record;
}

const waits = (step: VolumeStep | undefined): boolean => step?.do === 'settle';

const withoutDoubleWaits = (steps: readonly VolumeStep[]): readonly VolumeStep[] =>
  steps.filter((step, index) => !(waits(step) && (index === 0 || waits(steps[index - 1]))));
