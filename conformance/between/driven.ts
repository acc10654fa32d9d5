import type { Site } from '../../model/site.ts';
import { gravest, type UnderWay, underWayAfter } from '../course/under-way.ts';
import type { DriverRecord, VolumeStepRecord } from '../drivers/record.ts';
import type { MeasuredFailover } from './measure.ts';

/**
 * The failovers of a run with a driver, in order: it has no course, so that they are those which the driver was
 * asked for and said to have done. The primary before cannot be used any more from when the gravest fault struck,
 * or else from the first request, whose demotions stay also where it fails.
 */
export function drivenFailovers({ steps }: DriverRecord): readonly MeasuredFailover[] {
  const found: MeasuredFailover[] = [];
  const acknowledged: Acknowledged = new Map();
  let faults: readonly UnderWay[] = [];
  let primary: Site = 'a';
  let first: number | undefined;
  let before = 0;
  for (const record of steps) {
    const { step, answer, at, writes = [] } = record;
    faults = underWayAfter(faults, step, at);
    if (step.do === 'write') {
      const known = acknowledged.get(`${step.volume}`) ?? new Set();
      acknowledged.set(`${step.volume}`, new Set([...known, ...writes]));
    }
    const asked = before;
    before = at;
    const site = siteAskedFor(record);
    if (site === undefined) continue;
    if (site === primary) {
      if (answer === 'ok') first = undefined;
      continue;
    }
    first ??= asked;
    if (answer !== 'ok') continue;
    const fault = gravest(faults, site);
    const began = Math.min(fault?.since ?? first, first);
    const lost = lostBy(record, site, acknowledged);
    found.push({ cause: fault?.name ?? 'planned', took: at - began, lost });
    primary = site;
    first = undefined;
  }
  return found;
}

/** The acknowledged writes of each volume, by its number, that were not lost yet. */
type Acknowledged = Map<string, ReadonlySet<number>>;

/** Where volumes are to go by what was asked; undefined for what is no request to fail over, or goes nowhere. */
function siteAskedFor({ step }: VolumeStepRecord): Site | undefined {
  if (step.do === 'failback') return 'a';
  return step.do === 'failover' && step.to !== 'nowhere' ? 'b' : undefined;
}

/** How many acknowledged writes cannot be read where volumes are now; they are not lost a second time. */
function lostBy({ sights }: VolumeStepRecord, site: Site, acknowledged: Acknowledged): number {
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
