import type { Mode } from '../../model/site.ts';

/**
 * What a call to an image comes to whose cluster fell silent since it was opened, once operations time out: an error
 * of this class, the end of the process that calls, or an answer, from what was read when it was opened.
 */
export type InSilence = 'ETIMEDOUT' | 'EROFS' | 'crash' | 'memory';

/** What librbd read when it opened the image. */
const remembered: ReadonlySet<string> = new Set([
  ...['features', 'size', 'list_snaps', 'is_protected_snap'],
]);

/** What needs the exclusive lock (librbd Operations.cc, `C_InvokeAsyncRequest`: whoever does not get it has EROFS). */
const locking: ReadonlySet<string> = new Set([
  ...['metadata_set', 'resize', 'create_snap', 'remove_snap', 'update_features', 'flatten'],
]);

/** What needs it where there is a journal to write to. */
const journaled: ReadonlySet<string> = new Set(['protect_snap', 'unprotect_snap']);

/**
 * Measured call by call on 16.2.15, in both modes, but `flatten`, which is from the source. `locked` says that the
 * client has the lock by an edit before. One method frees what it has not filled in (Image.mirror_image_get_status of
 * rbd.pyx: docs/findings/status-ends-its-caller.md).
 */
export function inSilence(method: string, mode: Mode, locked: boolean): InSilence {
  if (method === 'mirror_image_get_status') return 'crash';
  if (remembered.has(method)) return 'memory';
  const needsLock = locking.has(method) || (mode === 'journal' && journaled.has(method));
  return needsLock && !locked ? 'EROFS' : 'ETIMEDOUT';
}
