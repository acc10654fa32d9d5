import type { Site } from '../../../model/site.ts';
import type { VolumeNumber, VolumeStep } from '../../../scenarios/volumes/step.ts';
import { type Found, isSwitch, toNowhere } from '../judge.ts';
import type { Database, StoredVolume } from '../protocol.ts';

/** What a database said before a request and after it. */
export interface DatabasePassage {
  readonly step: VolumeStep;
  /** `ok`, or the class that the request was refused with. */
  readonly answer: string;
  readonly before: Database;
  readonly after: Database;
  /** The backend that the driver uses after the request, as it says itself. */
  readonly uses: string;
  /** Which sites answered their clients meanwhile. */
  readonly serves: Readonly<Record<Site, boolean>>;
  /** The volumes of the scenario, by id. */
  readonly numbers: ReadonlyMap<string, VolumeNumber>;
}

/** What is wrong with how a request left a database, without the code of what is owed. */
export type Wrong = Omit<Found, 'code'>;

/** One volume, before a request and after it. */
export interface StoredPassage {
  readonly number: VolumeNumber;
  readonly was: StoredVolume;
  readonly is: StoredVolume;
}

/** The volumes that there were before a request and after it. */
export const storedPassages = ({ before, after, numbers }: DatabasePassage): StoredPassage[] =>
  Object.entries(after.volumes).flatMap(([id, is]) => {
    const number = numbers.get(id);
    const was = before.volumes[id];
    return number === undefined || was === undefined ? [] : [{ number, was, is }];
  });

/** Whether a request was a failover, or a failback, that is told to have succeeded. */
export const isMoved = ({ step, answer }: DatabasePassage): boolean =>
  isSwitch(step) && !toNowhere(step) && answer === 'ok';

/** Whether a volume is one that no failover takes along, as its database has it (cinder/volume/manager.py, failover). */
export const isLeftBehind = ({ replication_status }: StoredVolume): boolean =>
  replication_status === 'disabled' || replication_status === 'not-capable';

/** The fields that differ, each with what it was and what it is: `status available -> error`. */
export function differences<Fields extends object>(was: Fields, is: Fields): string[] {
  const after = new Map<string, unknown>(Object.entries(is));
  return Object.entries(was).flatMap(([name, value]) => {
    const [old, now] = [value, after.get(name)].map((one) => JSON.stringify(one));
    return old === now ? [] : [`${name} ${old} -> ${now}`];
  });
}
