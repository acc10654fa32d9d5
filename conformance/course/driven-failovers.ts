import type { Site } from '../../model/site.ts';
import { faultStepOf } from '../../scenarios/volumes/amid.ts';
import { isMaking, type VolumeStep } from '../../scenarios/volumes/step.ts';
import type { DriverRecord, VolumeStepRecord } from '../drivers/record.ts';
import type { MeasuredFailover } from './failovers.ts';
import { gravest, type UnderWay, underWayAfter } from './under-way.ts';

/** An acknowledged write that a failover lost. */
export type LostWrite = {
  readonly volume: string;
  readonly write: number;
  /** The step in which it was acknowledged, from 0. */
  readonly wrote: number;
  /** That of the failover. */
  readonly lostIn: number;
};

/** A failover of a run with a driver, and the acknowledged writes that it lost, whether or not a fault excuses that. */
export type DrivenFailover = MeasuredFailover & { readonly writes: readonly LostWrite[] };

/**
 * The failovers of a run with a driver, in order: it has no course, so that they are those which the driver was
 * asked for and said to have done. The primary before cannot be used any more from when the gravest fault struck,
 * or else from the first request, whose demotions stay also where it fails. What strikes in the middle of a request
 * counts from its beginning. Each lost write is lost once.
 */
export function drivenFailovers({ steps }: DriverRecord): readonly DrivenFailover[] {
  const found: DrivenFailover[] = [];
  const acknowledged: Acknowledged = new Map();
  let faults: readonly UnderWay[] = [];
  let primary: Site = 'a';
  let first: number | undefined;
  let before = 0;
  for (const [index, record] of steps.entries()) {
    const { step, answer, at } = record;
    faults = underWayAfter(faults, step, at);
    acknowledge(acknowledged, record, index);
    const asked = before;
    before = at;
    const struck = record.struck && faultStepOf(record.struck.strikes);
    if (struck !== undefined) faults = underWayAfter(faults, struck, asked);
    const site = siteAskedFor(step);
    if (site === undefined) continue;
    if (site === primary) {
      if (answer === 'ok') first = undefined;
      continue;
    }
    first ??= asked;
    if (answer !== 'ok') continue;
    const fault = gravest(faults, site);
    const began = Math.min(fault?.since ?? first, first);
    const writes = lostBy(record, site, acknowledged).map((one) => ({ ...one, lostIn: index }));
    const lostSince = at - Math.min(at, ...writes.map(({ wrote }) => steps[wrote]?.at ?? at));
    const lost = writes.length;
    found.push({ cause: fault?.name ?? 'planned', took: at - began, lost, lostSince, writes });
    primary = site;
    first = undefined;
  }
  return found;
}

/** The acknowledged writes that the failovers of a run with a driver lost. */
export const writesLostIn = (record: DriverRecord): readonly LostWrite[] =>
  drivenFailovers(record).flatMap(({ writes }) => writes);

/** The acknowledged writes of each volume, by its number, that were not lost yet; each with the step in which it was acknowledged. */
type Acknowledged = Map<string, ReadonlyMap<number, number>>;

/** Takes in what a client was told; a volume that is deleted, or made, has nothing of one of its number before. */
function acknowledge(
  known: Acknowledged,
  { step, answer, writes = [] }: VolumeStepRecord,
  index: number,
): void {
  const ends = isMaking(step) || step.do === 'delete';
  if (ends && answer === 'ok') known.delete(`${step.volume}`);
  if (step.do !== 'write') return;
  const before = known.get(`${step.volume}`) ?? new Map<number, number>();
  known.set(`${step.volume}`, new Map([...before, ...writes.map((one) => [one, index] as const)]));
}

/** Where volumes are to go by what was asked; undefined for what is no request to fail over, or goes nowhere. */
export function siteAskedFor(step: VolumeStep): Site | undefined {
  if (step.do === 'failback') return 'a';
  return step.do === 'failover' && step.to !== 'nowhere' ? 'b' : undefined;
}

/** Those acknowledged writes that cannot be read where volumes are now; they are not lost a second time. */
function lostBy({ sights }: VolumeStepRecord, site: Site, acknowledged: Acknowledged) {
  const lost: Omit<LostWrite, 'lostIn'>[] = [];
  for (const [volume, writes] of acknowledged) {
    const content = sights[volume]?.[site].content;
    if (content === undefined || typeof content === 'string') continue;
    const [left, gone] = [new Map<number, number>(), new Map<number, number>()];
    for (const [write, wrote] of writes) (content.includes(write) ? left : gone).set(write, wrote);
    lost.push(...[...gone].map(([write, wrote]) => ({ volume, write, wrote })));
    acknowledged.set(volume, left);
  }
  return lost;
}
