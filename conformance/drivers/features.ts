import type { Mode } from '../../model/site.ts';
import { feature } from '../../sim/clusters/features.ts';
import type { Found } from './judge.ts';
import type { LedgerVolume } from './ledger.ts';

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
export function featuresFound(volume: LedgerVolume, features: number, mode: Mode): Found[] {
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
