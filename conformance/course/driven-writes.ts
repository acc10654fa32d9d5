import { isMaking } from '../../scenarios/volumes/step.ts';
import type { DriverRecord } from '../drivers/record.ts';
import type { WriteCounts } from '../record.ts';
import { WriteTally } from '../write-tally.ts';
import { type DrivenFailover, drivenFailovers } from './driven-failovers.ts';

/**
 * The acknowledged writes of a run with a driver, all volumes together: lost are those that its failovers lost, discarded
 * those of a volume that is still there, and at neither site by the last look.
 */
export function drivenWrites(
  record: DriverRecord,
  failovers: readonly DrivenFailover[] = drivenFailovers(record),
): WriteCounts {
  const volumes = new Map<string, WriteTally>();
  let acknowledged = 0;
  for (const { step, answer, writes = [], written, sights } of record.steps) {
    const ends = isMaking(step) || step.do === 'delete';
    if (ends && answer === 'ok') volumes.delete(`${step.volume}`);
    if (step.do === 'write' && written !== undefined) {
      const tally = volumes.get(`${step.volume}`) ?? new WriteTally();
      volumes.set(`${step.volume}`, tally);
      for (const write of writes) tally.acknowledge(write, written.site);
    }
    acknowledged += writes.length;
    for (const [volume, { a, b }] of Object.entries(sights)) {
      volumes.get(volume)?.read('a', a.content);
      volumes.get(volume)?.read('b', b.content);
    }
  }
  const lost = failovers.reduce((sum, one) => sum + one.lost, 0);
  const discarded = [...volumes.values()].reduce((sum, one) => sum + one.counts().discarded, 0);
  return { acknowledged, lost, discarded };
}
