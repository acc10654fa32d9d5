import type { Site } from '../model/site.ts';
import type { Jury } from './oracle/jury.ts';
import type { StepRecord } from './record.ts';
import type { Pair, Patience } from './target.ts';
import type { Contradiction } from './verdict.ts';

/** How often to look for a mirror snapshot, in milliseconds: there is one a minute. */
const poll = 500;

/** What came of the schedules that had to take a mirror snapshot. */
export type Came = {
  readonly seen: Pick<StepRecord, 'took' | 'missed'>;
  /** What is wrong, where none came. */
  readonly wrong?: Contradiction;
};

/**
 * Waits until each manager that has a schedule for the image took a mirror snapshot of all that was done
 * before: one that is newer than those that are there now. A pair that tells itself when it has nothing
 * left to do needs no such wait.
 */
export async function awaitSnapshots(
  pair: Pair,
  jury: Jury,
  patience: Patience,
  onWait: (what?: string) => void,
): Promise<Came> {
  const took: Site[] = [];
  for (const site of pair.newestSnapshot === undefined ? [] : jury.awaited()) {
    onWait(`for the schedule at ${site}`);
    const came = await newSnapshot(pair, site, pair.now() + patience.schedule);
    onWait();
    if (came) {
      jury.tookSnapshot(site);
      took.push(site);
      continue;
    }
    const wrong = jury.missedSnapshot(site);
    const seen = { ...seenOf(took), missed: site };
    return wrong === undefined ? { seen } : { seen, wrong };
  }
  return { seen: seenOf(took) };
}

const seenOf = (took: readonly Site[]) => (took.length === 0 ? {} : { took });

/** Whether a mirror snapshot comes that is newer than those that are there now, until `deadline`. */
async function newSnapshot(pair: Pair, site: Site, deadline: number): Promise<boolean> {
  const newest = async () => (await pair.newestSnapshot?.(site)) ?? 0;
  const before = await newest();
  while (pair.now() < deadline) {
    if ((await newest()) > before) return true;
    await pair.pause(poll);
  }
  return false;
}
