import { peerOf, type Site } from '../../model/site.ts';
import type { VolumeNumber, VolumeStep } from '../../scenarios/volumes/step.ts';
import type { Faults } from './faults.ts';
import { alone, inOrder, isSwitch, type Passage, toldWell, toNowhere } from './judge.ts';
import type { Ledger, LedgerVolume } from './ledger.ts';
import type { VolumeSight, VolumeSights } from './record.ts';
import { excuse } from './rest.ts';
import { throughout } from './strike.ts';

/** How everything was before a request. */
export interface PassageStart {
  /** The active site. */
  readonly was: Site;
  readonly before: VolumeSights;
  readonly calm: boolean;
  readonly serves: Readonly<Record<Site, boolean>>;
  /** No fault was under way, and both sites had been brought together. */
  readonly fine: boolean;
  /** Which volumes were in order, by number. */
  readonly orders: ReadonlyMap<VolumeNumber, boolean>;
}

/** Looks at how everything is, before a request. */
export function passageStart(
  ledger: Ledger,
  faults: Faults,
  before: VolumeSights,
  whole: boolean,
): PassageStart {
  const [was, calm, serves] = [ledger.active, faults.calm, faults.serving()];
  const orders = [...ledger.volumes.values()].map(({ number, type, touched, steady }) => {
    const sight = before.get(number);
    const own = type === 'replicated' ? inOrder : alone;
    const isSo = sight !== undefined && own({ calm, serves, sight }, was);
    return [number, isSo && !touched && (steady || type !== 'replicated')] as const;
  });
  return { was, before, calm, serves, fine: calm && whole, orders: new Map(orders) };
}

/** How everything was before a request in whose middle something struck; what served did so all the while. */
export const struckStart = (start: PassageStart, faults: Faults): PassageStart => ({
  ...start,
  ...{ calm: false, fine: false },
  serves: throughout(start.serves, faults.serving()),
});

/**
 * The driver was ended in the middle of a failover, and nobody knows what it did: whoever asks again, once everything
 * has come to rest, is owed what was owed then.
 */
export function interrupted(start: PassageStart, { volumes }: Ledger): void {
  for (const volume of volumes.values()) {
    volume.failed = true;
    volume.interrupted = start.fine && orderly(start, volume);
    volume.rested = false;
  }
}

/** Whether a volume was in order, or was so when the driver was ended in the middle of what is asked of it again. */
const orderly = ({ orders }: PassageStart, { number, interrupted: was, rested }: LedgerVolume) =>
  orders.get(number) === true || (was && rested);

const nothing = { role: 'absent', content: 'absent', status: 'none' } as const;
const absent: VolumeSight = { a: nothing, b: nothing };

/** What a request was for each volume. */
export function* passages(
  step: VolumeStep,
  answer: string,
  start: PassageStart,
  { volumes, active }: Ledger,
  after: { readonly sights: VolumeSights; readonly serves: Readonly<Record<Site, boolean>> },
): Generator<Passage> {
  const { was, before, calm, serves, fine } = start;
  for (const volume of volumes.values()) {
    const seen = after.sights.get(volume.number);
    if (seen === undefined) continue;
    yield {
      ...{ step, volume, answer, was, active },
      before: { calm, serves, sight: before.get(volume.number) ?? absent },
      after: { calm, serves: after.serves, sight: seen },
      inOrder: fine && volume.type === 'replicated' && orderly(start, volume),
    };
  }
}

/**
 * Keeps what a request came to for a volume. The writes that a failover left behind are excused from now on: what there
 * was to say of them was said.
 */
export function settleAccounts(passage: Passage): void {
  const { step, volume, answer, before, after, was, active } = passage;
  if (isSwitch(step) && !toNowhere(step)) {
    volume.failed = answer !== 'ok' || !toldWell(volume);
    volume.interrupted = false;
  }
  if (was === active) return;
  if (!before.serves[was] || volume.touched) {
    for (const snapshot of volume.snapshots) snapshot.sure = false;
  }
  const { sight } = after;
  excuse(volume, sight[active].content);
  // What was done by hand at a site that is silent now is not undone by leaving it.
  const { role } = sight[peerOf(active)];
  if (sight[active].role === 'primary' && (role === 'nonprimary' || role === 'absent')) {
    volume.touched = false;
  }
}

/** What was in order before a request is known to be so again once it was seen at rest. */
export function unsettle(step: VolumeStep, { volumes }: Ledger): void {
  const about = 'volume' in step ? [volumes.get(step.volume)] : [];
  for (const volume of isSwitch(step) ? volumes.values() : about) {
    if (volume === undefined) continue;
    volume.steady = false;
    if (!isSwitch(step)) volume.interrupted = false;
  }
}
