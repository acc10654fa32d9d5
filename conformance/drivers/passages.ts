import { peerOf, type Site } from '../../model/site.ts';
import type { VolumeNumber, VolumeStep } from '../../scenarios/volumes/step.ts';
import type { Faults } from './faults.ts';
import {
  alone,
  inOrder,
  isSwitch,
  type Moment,
  type Passage,
  toldWell,
  toNowhere,
} from './judge.ts';
import type { Ledger } from './ledger.ts';
import type { VolumeSight, VolumeSights } from './record.ts';
import { excuse } from './rest.ts';

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

const nothing = { role: 'absent', content: 'absent', status: 'none' } as const;
const absent: VolumeSight = { a: nothing, b: nothing };

/** What a request was for each volume. */
export function* passages(
  step: VolumeStep,
  answer: string,
  { was, before, calm, serves, fine, orders }: PassageStart,
  { volumes, active }: Ledger,
  after: VolumeSights,
): Generator<Passage> {
  const moment = (sight: VolumeSight): Moment => ({ calm, serves, sight });
  for (const volume of volumes.values()) {
    const seen = after.get(volume.number);
    if (seen === undefined) continue;
    yield {
      ...{ step, volume, answer, was, active },
      before: moment(before.get(volume.number) ?? absent),
      after: moment(seen),
      inOrder: fine && volume.type === 'replicated' && orders.get(volume.number) === true,
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
