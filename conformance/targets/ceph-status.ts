import { z } from 'zod';
import type { Status } from '../../model/views.ts';

/** The status that a site's cluster stores about an image, as the site agent passes it on. */
export const storedSchema = z
  .object({ state: z.string(), description: z.string(), up: z.boolean() })
  .nullable();

/** See storedSchema; null where the image is absent or not mirrored. */
export type Stored = z.infer<typeof storedSchema>;

const kinds: Readonly<Record<string, Status>> = {
  stopped: 'stopped',
  replaying: 'replaying',
  syncing: 'syncing',
  error: 'error',
};

/**
 * Whether there is no stored status although the image is mirrored. The stored status is written
 * at once when a replayer starts, stops or fails, but the first one of a new secondary is lost
 * (the cluster takes none while the image is being created), and the next comes 30 s later.
 */
export const statusLost = (stored: Stored): boolean => stored?.description === 'status not found';

/**
 * The stored status reduced to its kind. `replayer` is what the mirror daemon itself says of its
 * replayer, if it was asked: where the stored status is lost, its word that it replays counts.
 */
export const statusKind = (stored: Stored, replayer?: string): Status => {
  if (!stored) return 'none';
  if (statusLost(stored) && replayer === 'Replaying') return 'replaying';
  if (/split-brain/.test(stored.description)) return 'split-brain';
  return kinds[stored.state] ?? 'unknown';
};
