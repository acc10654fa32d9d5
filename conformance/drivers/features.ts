import type { Mode } from '../../model/site.ts';
import { isMaking, type VolumeStep } from '../../scenarios/volumes/step.ts';
import { feature } from '../../sim/clusters/features.ts';
import type { Clusters } from './clusters.ts';
import type { Faults } from './faults.ts';
import type { Found } from './judge.ts';
import type { Ledger, LedgerVolume } from './ledger.ts';
import type { OwedCode } from './obligations.ts';
import type { VolumeSights } from './record.ts';

/** What mirroring needs of an image, by mode. */
const needed: Readonly<Record<Mode, number>> = {
  journal: feature.exclusiveLock | feature.journaling,
  snapshot: feature.exclusiveLock | feature.objectMap | feature.fastDiff,
};

/**
 * Whether an image that was made, or changed its type, has the features that it is to have. One that is mirrored has
 * those that its mode needs, and by snapshots no journal; one that is mirrored no more has those that it had before.
 * What it has when it is not mirrored is kept with the volume.
 */
function featuresFound(volume: LedgerVolume, features: number, mode: Mode): Found[] {
  const found = (aspect: string): Found[] => [
    { code: 'mode-features', volume: volume.number, aspect, saw: `its features are ${features}` },
  ];
  if (volume.type === 'replicated') {
    if ((features & needed[mode]) !== needed[mode]) return found(`lacks some in ${mode} mode`);
    const journal = mode === 'snapshot' && (features & feature.journaling) !== 0;
    return journal ? found('journaling by snapshots') : [];
  }
  if (volume.type !== 'plain') return [];
  const before = volume.features;
  volume.features = features;
  if (before === undefined || before === features) return [];
  return found(`had ${before} before it was mirrored`);
}

/** Looks at the features of a volume that was made, or changed its type; what was found, and what could have been. */
export async function featuresAfter(
  step: VolumeStep,
  answer: string,
  { ledger, sights, faults }: { ledger: Ledger; sights: VolumeSights; faults: Faults },
  { clusters, mode }: { clusters: Clusters; mode: Mode },
): Promise<readonly [found: readonly Found[], atStake: readonly OwedCode[]]> {
  const volume = 'volume' in step ? ledger.volumes.get(step.volume) : undefined;
  const { active } = ledger;
  if (volume === undefined || answer !== 'ok' || !faults.serves(active)) return [[], []];
  if (!isMaking(step) && step.do !== 'retype') return [[], []];
  // What is not mirrored, and is told to be, has been found wanting in that.
  const role = sights.get(volume.number)?.[active].role;
  if (volume.type === 'replicated' && role !== 'primary') return [[], []];
  const features = await clusters.features(active, volume.image);
  if (features === undefined) return [[], []];
  return [featuresFound(volume, features, mode), ['mode-features']];
}
