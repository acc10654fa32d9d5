import { endOf, type FaultName, strikeNames, strikesOf } from '../../model/fault-ends.ts';
import { peerOf, type Site } from '../../model/site.ts';
import type { Step } from '../../scenarios/step.ts';
import type { VolumeStep } from '../../scenarios/volumes/step.ts';

/** A fault under way, and since when, in milliseconds of the pair's clock. */
export type UnderWay = { readonly name: FaultName; readonly site?: Site; readonly since: number };

const names: ReadonlySet<string> = new Set(
  strikeNames.flatMap((name) => [name, endOf(name) ?? name]),
);

const isFault = (name: string): name is FaultName => names.has(name);

/** The faults under way after a step that ended at `since`, where others were before it. */
export function underWayAfter(
  faults: readonly UnderWay[],
  step: Step | VolumeStep,
  since: number,
): readonly UnderWay[] {
  const name = step.do;
  if (name === 'repair') return [];
  if (!isFault(name)) return faults;
  const site = 'site' in step ? step.site : undefined;
  const ended = strikesOf(name);
  // The link is healed as a whole, whichever site it was cut from.
  const ends = (one: UnderWay) =>
    ended.includes(one.name) && (name === 'heal' || one.site === site);
  const left = faults.filter((one) => !ends(one));
  return endOf(name) === undefined ? left : [...left, { name, ...(site && { site }), since }];
}

const ofPeer: readonly FaultName[] = [
  ...(['kill-site', 'stop-site', 'kill-osd', 'stop-osd', 'kill-monitor', 'stop-monitor'] as const),
  'fill',
];
const ofLink: readonly FaultName[] = ['cut', 'cut-from', 'lossy', 'slow'];
const own: readonly FaultName[] = ['kill-daemon', 'stop-daemon', 'hold', 'hold-parent'];

/** The gravest fault that hinders a failover to a site: those at the peer first, then the link, then its own. */
export function gravest(faults: readonly UnderWay[], site: Site): UnderWay | undefined {
  const at = (order: readonly FaultName[], where?: Site) =>
    order.flatMap((name) =>
      faults.filter((one) => one.name === name && (where === undefined || one.site === where)),
    );
  return [...at(ofPeer, peerOf(site)), ...at(ofLink), ...at(own, site)][0];
}
