import { type Mode, peerOf, type Site, sites } from '../../model/site.ts';
import type { Content } from '../target.ts';
import { type Found, toldWell } from './judge.ts';
import type { LedgerVolume } from './ledger.ts';
import type { VolumeSight } from './record.ts';

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
export function converged(
  volume: LedgerVolume,
  sight: VolumeSight,
  active: Site,
  mode: Mode,
): Found[] {
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
export function leftBehind(volume: LedgerVolume, sight: VolumeSight): Found[] {
  const left = sites.filter((site) => !/^(absent|trashed)$/.test(sight[site].role));
  if (left.length === 0) return [];
  const saw = `deleted, and there yet: ${left.map((site) => `${sight[site].role} at ${site}`).join(', ')}`;
  const aspect = left.map((site) => sight[site].role).join(' and ');
  return [{ code: 'nothing-left-behind', volume: volume.number, aspect, saw }];
}
