import { type Mode, peerOf, type Site, sites } from '../../model/site.ts';
import type { Content } from '../target.ts';
import type { Clusters } from './clusters.ts';
import { type Found, toldWell } from './judge.ts';
import type { Ledger, LedgerVolume } from './ledger.ts';
import { look } from './look.ts';
import type { OwedCode } from './obligations.ts';
import type { VolumeSight, VolumeSights } from './record.ts';

/** The acknowledged writes that are not in a copy are lost, and excused: they are lost only once. */
export function excuse(volume: LedgerVolume, content: Content): void {
  if (typeof content === 'string') return;
  const lost = volume.acknowledged.filter((write) => !content.includes(write));
  volume.given.push(...lost);
  const kept = volume.acknowledged.filter((write) => content.includes(write));
  volume.acknowledged.splice(0, volume.acknowledged.length, ...kept);
}

/**
 * What a replicated volume has to come to once nothing is left to be done: a copy that follows and, by the
 * journal, holds what the primary holds. By snapshots it holds what the newest of those does.
 */
function converged(volume: LedgerVolume, sight: VolumeSight, active: Site, mode: Mode): Found[] {
  if (!toldWell(volume) || volume.touched) return [];
  const [here, there] = [sight[active], sight[peerOf(active)]];
  if (here.role !== 'primary') return [];
  const found = (aspect: string, saw: string): Found[] => [
    { code: 'converges', volume: volume.number, aspect, saw },
  ];
  if (there.role !== 'nonprimary') {
    return found(`copy is ${there.role}`, `told "${volume.told}", and its copy is ${there.role}`);
  }
  if (there.status !== 'replaying') {
    return found(
      `copy is ${there.status}`,
      `told "${volume.told}", and its copy says ${there.status}`,
    );
  }
  if (mode === 'snapshot' || JSON.stringify(here.content) === JSON.stringify(there.content))
    return [];
  return found(
    'copy differs',
    `primary has ${said(here.content)}, its copy ${said(there.content)}`,
  );
}

const said = (content: Content): string =>
  typeof content === 'string' ? content : `writes ${content.join(', ') || 'none'}`;

/** What is left of a volume that was deleted. */
function leftBehind(volume: LedgerVolume, sight: VolumeSight): Found[] {
  const left = sites.filter((site) => !/^(absent|trashed)$/.test(sight[site].role));
  if (left.length === 0) return [];
  const saw = `deleted, and there yet: ${left.map((site) => `${sight[site].role} at ${site}`).join(', ')}`;
  const aspect = left.map((site) => sight[site].role).join(' and ');
  return [{ code: 'nothing-left-behind', volume: volume.number, aspect, saw }];
}

/** What was found, and what could have been. */
type Noted = readonly [found: readonly Found[], atStake: readonly OwedCode[]];

/** What the volumes came to once nothing is left to be done; each is then known to be in order, or not. */
export function restedVolumes(ledger: Ledger, sights: VolumeSights, mode: Mode): Noted {
  const all: Found[] = [];
  const stake: OwedCode[] = [];
  for (const volume of ledger.volumes.values()) {
    const sight = sights.get(volume.number);
    if (sight === undefined) continue;
    const found = converged(volume, sight, ledger.active, mode);
    volume.steady = found.length === 0 && toldWell(volume);
    all.push(...found);
    if (toldWell(volume)) stake.push('converges');
  }
  return [all, stake];
}

/** The same of volumes that were deleted, and that nothing is left which was made from: each is looked at once. */
export async function restedDeleted(ledger: Ledger, clusters: Clusters): Promise<Noted> {
  const { deleted } = ledger;
  const all: Found[] = [];
  const free = deleted.filter((volume) => ledger.madeFrom(volume).length === 0);
  for (const volume of free) {
    deleted.splice(deleted.indexOf(volume), 1);
    all.push(...leftBehind(volume, await look(clusters, volume)));
  }
  return [all, free.length > 0 ? ['nothing-left-behind'] : []];
}
