import type { Site } from '../../model/site.ts';
import type { MakingStep } from '../../scenarios/volumes/step.ts';
import type { Answer } from '../target.ts';
import type { Clusters } from './clusters.ts';
import type { Fine } from './done.ts';
import { asTold, contentsOf, type Ledger, type LedgerVolume } from './ledger.ts';

/** A volume that a driver is to make. */
export interface Making {
  readonly method: 'create_volume' | 'clone_volume' | 'create_from_snapshot' | 'manage';
  readonly params: object;
  readonly volume: LedgerVolume;
  /** Whether there is no reason to refuse. */
  readonly well: boolean;
}

/** The one write of an image that is to be taken over. */
export const strangerWrite = 1;

/** Makes the image that a volume is to be, beside the driver and with a write in it. */
export async function placeStranger(
  clusters: Clusters,
  site: Site,
  { origins }: LedgerVolume,
): Promise<Answer> {
  const image = origins[0]?.image ?? '';
  const made = await clusters.make(site, image);
  return made === 'ok' ? clusters.write(site, image, strangerWrite) : made;
}

/** What a step asks a driver to make; or, in words, why nothing is asked. */
export function makingOf(step: MakingStep, ledger: Ledger, fine: Fine): Making | string {
  if (ledger.volumes.has(step.volume)) return 'the volume is there already';
  const possible = step.type !== 'replicated-multiattach' && fine !== undefined;
  if (step.do === 'create') {
    const volume = ledger.begin(step.volume, step.type);
    const params = { volume: asTold(volume) };
    return { method: 'create_volume', params, volume, well: possible };
  }
  if (step.do === 'manage') return managing(step, ledger, possible);
  const source = ledger.volumes.get(step.from);
  if (source === undefined) return 'there is no volume to make it from';
  const well = possible && !source.touched && fine.get(step.from) === true;
  return step.do === 'clone'
    ? cloning(step, source, ledger, well)
    : fromSnapshot(step, source, ledger, well);
}

function managing({ volume: number, type }: MakingStep, ledger: Ledger, well: boolean): Making {
  const image = `found-${ledger.id()}`;
  ledger.strangers.set(image, number);
  const volume = ledger.begin(number, type, {
    ...{ acknowledged: [strangerWrite], given: [], highest: strangerWrite, gib: 1 },
    origins: [{ image, highest: strangerWrite }],
  });
  return { method: 'manage', params: { volume: asTold(volume), image }, volume, well };
}

function cloning(step: MakingStep, source: LedgerVolume, ledger: Ledger, well: boolean): Making {
  const volume = ledger.begin(step.volume, step.type, contentsOf(source), { volume: source });
  const params = { volume: asTold(volume), source: asTold(source) };
  return { method: 'clone_volume', params, volume, well };
}

/** What a failover gave up of the source is given up in its snapshots as well. */
function fromSnapshot(
  step: MakingStep,
  source: LedgerVolume,
  ledger: Ledger,
  well: boolean,
): Making | string {
  const newest = source.snapshots.at(-1);
  if (newest === undefined) return 'the volume has no snapshot';
  const { id: snapshot, contents, sure } = newest;
  const isGiven = (write: number) => source.given.includes(write);
  const volume = ledger.begin(
    step.volume,
    step.type,
    {
      ...contents,
      acknowledged: contents.acknowledged.filter((write) => !isGiven(write)),
      given: [...contents.given, ...contents.acknowledged.filter(isGiven)],
    },
    { volume: source, snapshot },
  );
  const params = { volume: asTold(volume), source: asTold(source), snapshot };
  return { method: 'create_from_snapshot', params, volume, well: well && sure };
}
