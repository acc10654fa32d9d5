import type { Command, ImageCommandName } from '../../../model/events.ts';
import type { ErrorClass } from '../../../model/outcome.ts';
import type { Mode, Site } from '../../../model/site.ts';
import { feature } from '../../../sim/clusters/features.ts';
import type { LibraryCall } from '../protocol.ts';

/** What a call into librbd asked of an image's model, and what it came to. */
export interface Asked {
  readonly command: Command;
  readonly site: Site;
  /** `ok`, or the class of the error. */
  readonly answer: 'ok' | ErrorClass;
  /** Whether it is an edit, which is known by a number. */
  readonly edit: boolean;
}

/** The classes of librbd's Python module, by what they come from (rbd.pyx, `errno_to_exception`). */
const classes: ReadonlyMap<string, ErrorClass> = new Map([
  ['PermissionError', 'EPERM'],
  ['ImageNotFound', 'ENOENT'],
  ['ImageExists', 'EEXIST'],
  ['InvalidArgument', 'EINVAL'],
  ['ReadOnlyImage', 'EROFS'],
  ['ImageBusy', 'EBUSY'],
  ['ImageHasSnapshots', 'ENOTEMPTY'],
  ['Timeout', 'ETIMEDOUT'],
]);

const always =
  (name: ImageCommandName): Naming =>
  () =>
    name;

const forced =
  (name: 'promote' | 'disable'): Naming =>
  ([force]) =>
    force === true ? `${name}-force` : name;

type Naming = (args: readonly unknown[], mode: Mode) => ImageCommandName | undefined;

/** Whether a snapshot is a mirror daemon's sync point, by its name. */
export const isSyncPoint = (snapshot: unknown): boolean =>
  String(snapshot).startsWith('.rbd-mirror.');

/** Of a user's snapshot: a sync point, which a copy has too, is not one. */
const ofUsers =
  (name: ImageCommandName): Naming =>
  ([snapshot]) =>
    isSyncPoint(snapshot) ? undefined : name;

/** The command of the model that each call is; what is not here changes nothing that the model knows. */
const namings: Readonly<Record<string, Naming>> = {
  create: always('create'),
  remove: always('remove'),
  trash_move: always('trash'),
  rename: always('rename'),
  resize: always('resize'),
  flatten: always('flatten'),
  create_snap: always('snap-create'),
  remove_snap: ofUsers('snap-remove'),
  protect_snap: ofUsers('snap-protect'),
  unprotect_snap: ofUsers('snap-unprotect'),
  metadata_set: always('meta-set'),
  mirror_image_enable: ([given = 0], mode) =>
    (given === 1) === (mode === 'snapshot') ? 'enable' : 'enable-other',
  mirror_image_disable: forced('disable'),
  mirror_image_promote: forced('promote'),
  mirror_image_demote: always('demote'),
  mirror_image_resync: always('resync'),
  mirror_image_create_snapshot: always('snapshot'),
  update_features: ([asked, on], mode) =>
    mode === 'snapshot' || typeof asked !== 'number' || (asked & feature.journaling) === 0
      ? undefined
      : `journaling-${on === true ? 'on' : 'off'}`,
};

const edits: readonly string[] = [
  ...['rename', 'resize', 'create_snap', 'remove_snap', 'protect_snap', 'unprotect_snap'],
  'metadata_set',
];

/**
 * What a call asked of the model of its image; undefined for one that only looks. `unknown` where it ended in
 * an error that the model has no name for.
 */
export function askedOf(call: LibraryCall, mode: Mode): Asked | 'unknown' | undefined {
  const name = namings[call.call]?.(call.args, mode);
  if (name === undefined) return undefined;
  const answer = call.error === undefined ? 'ok' : classes.get(call.error);
  if (answer === undefined || (call.site !== 'a' && call.site !== 'b')) return 'unknown';
  const { site } = call;
  return { command: `${name}.${site}`, site, answer, edit: edits.includes(call.call) };
}
