import { type Mode, peerOf, type Site } from '../../model/site.ts';
import type { Clusters } from './clusters.ts';
import type { Hands } from './hands.ts';
import type { Ledger, LedgerVolume } from './ledger.ts';
import { look } from './look.ts';
import type { VolumeSight, VolumeSights } from './record.ts';
import { excuse } from './rest.ts';

/** What is repaired, and by whom. */
export interface Repair {
  readonly clusters: Clusters;
  readonly hands: Hands;
}

/**
 * What Ceph's documentation has an operator do once every fault has ended ("rbd-mirroring": failover after a
 * disorderly shutdown): one site is made the primary of each volume, the active one, with what the better copy
 * holds; the other is demoted, and copied anew where it cannot follow.
 */
export async function repair(at: Repair, ledger: Ledger, mode: Mode): Promise<void> {
  const volumes = replicated(ledger.volumes);
  const settle = () => at.clusters.settle(volumes);
  await settle();
  for (const volume of volumes) await elect(at, volume, ledger.active, settle);
  await settle();
  for (const volume of volumes) await follow(at, volume, ledger.active);
  if (mode === 'journal') return;
  await settle();
  for (const { image } of volumes) await at.hands.give(ledger.active, image, 'snapshot');
}

const isMirrored = ({ a, b }: VolumeSight): boolean =>
  [a, b].some(({ role }) => role === 'primary' || role === 'nonprimary');

/** How many acknowledged writes a copy holds; none where it cannot be read. */
const worth = (volume: LedgerVolume, { content }: VolumeSight['a']): number =>
  typeof content === 'string'
    ? -1
    : volume.acknowledged.filter((write) => content.includes(write)).length;

/** Sees to it that a volume has one primary, at the active site, with what the better copy holds. */
async function elect(
  at: Repair,
  volume: LedgerVolume,
  active: Site,
  settle: () => Promise<unknown>,
): Promise<void> {
  const sight = await look(at.clusters, volume);
  if (!isMirrored(sight)) return;
  const peer = peerOf(active);
  const { image } = volume;
  const roles = { here: sight[active].role, there: sight[peer].role };
  const betterThere = worth(volume, sight[peer]) > worth(volume, sight[active]);
  if (roles.here === 'primary' && !betterThere) {
    if (roles.there === 'primary') await at.hands.give(peer, image, 'demote');
    return;
  }
  // The better copy becomes the primary first, and hands over what it holds.
  const source = betterThere || roles.there === 'primary' ? peer : active;
  if (sight[source].role !== 'primary') await promote(at, source, image);
  const target = peerOf(source);
  const { role } = (await look(at.clusters, volume))[target];
  if (role === 'primary') await at.hands.give(target, image, 'demote');
  await settle();
  await follow(at, volume, source);
  await settle();
  if (source === active) return;
  await at.hands.give(source, image, 'demote');
  await settle();
  await promote(at, active, image);
}

async function promote(at: Repair, site: Site, image: string): Promise<void> {
  if ((await at.hands.give(site, image, 'promote')) === 'ok') return;
  await at.hands.give(site, image, 'promote-force');
}

/** Has a copy that does not follow made anew. */
async function follow(at: Repair, volume: LedgerVolume, primary: Site): Promise<void> {
  const sight = await look(at.clusters, volume);
  const peer = peerOf(primary);
  if (sight[primary].role !== 'primary' || sight[peer].role !== 'nonprimary') return;
  if (sight[peer].status === 'replaying') return;
  await at.hands.give(peer, volume.image, 'resync');
}

/**
 * What a repair gave up is given up, by what volumes came to after it; one that is in order again is the driver's
 * again.
 */
export function closeAccounts({ volumes, active }: Ledger, sights: VolumeSights): void {
  for (const volume of replicated(volumes)) {
    for (const snapshot of volume.snapshots) snapshot.sure = false;
    const sight = sights.get(volume.number);
    if (sight?.[active].role !== 'primary') continue;
    excuse(volume, sight[active].content);
    if (sight[peerOf(active)].role === 'nonprimary') volume.touched = false;
  }
}

/** What is not replicated, as far as its driver says, is nobody's to promote. */
const replicated = (volumes: Ledger['volumes']): LedgerVolume[] =>
  [...volumes.values()].filter(({ type }) => type === 'replicated');
