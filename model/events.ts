import { type Site, sites } from './site.ts';

/** Changes to an image that its mirror copies have to take over, beside writes. */
export const editNames = [
  'resize',
  'snap-create',
  'snap-remove',
  'snap-rename',
  'snap-protect',
  'snap-unprotect',
  'rename',
  'meta-set',
] as const;

/** Events that leave a mark on the image, whether it shows or not. */
export const markNames = [
  ...editNames,
  'journaling',
  'journaling-ended',
  'clone',
  'flatten',
] as const;

/** Commands on the parent of a cloned image. */
export const parentCommandNames = ['parent-enable', 'parent-disable'] as const;

/** Commands to the manager of a site: whether it is to take mirror snapshots of the image by itself. */
export const scheduleCommandNames = ['schedule', 'unschedule'] as const;

/** Commands that turn the journaling feature of the image on and off (`rbd feature enable|disable`). */
export const featureCommandNames = ['journaling-on', 'journaling-off'] as const;

/** Commands that someone gives at a site about the image, each answered with an outcome. */
export const imageCommandNames = [
  'create',
  'clone',
  'enable',
  'enable-other',
  'disable',
  'disable-force',
  'write',
  'snapshot',
  'promote',
  'promote-force',
  'demote',
  'resync',
  'disconnect',
  'remove',
  'trash',
  'restore',
  ...editNames,
  'flatten',
  ...parentCommandNames,
  ...scheduleCommandNames,
  ...featureCommandNames,
] as const;

/**
 * Commands that someone gives to a site's mirror daemon, over its admin socket: about the replayer of
 * the image, or about all that it has.
 */
export const daemonCommandNames = [
  'stop-replayer',
  'start-replayer',
  'restart-replayer',
  'stop-replayers',
  'start-replayers',
  'restart-replayers',
] as const;

/** Every command. */
export const commandNames = [...imageCommandNames, ...daemonCommandNames] as const;

/** Faults at a site, and their ends. */
export const siteFaultNames = [
  'stop-site',
  'kill-site',
  'start-site',
  'stop-daemon',
  'kill-daemon',
  'start-daemon',
  'stop-monitor',
  'kill-monitor',
  'start-monitor',
  'stop-osd',
  'kill-osd',
  'start-osd',
  'cut-from',
  'hold',
  'release',
  'hold-parent',
  'release-parent',
  'fill',
  'make-room',
] as const;

/** Faults of the link, and their end. */
export const linkFaultNames = ['cut', 'slow', 'lossy', 'heal'] as const;

/** What the mirror daemon of a site does in its own time, and its manager by a schedule. */
export const internalNames = [
  'bootstrap',
  'mark-copy',
  'create-copy',
  'sync-part',
  'sync-done',
  'replay',
  'prune-sync-point',
  'resume',
  'split-brain',
  'stop-replay',
  'begin-resync',
  'delete-copy',
  'overlook-removal',
  'register',
  'retake',
  'near-end',
  'begin-parent',
  'copy-parent',
  'delete-parent',
  'take-snapshot',
  'drop-schedule',
] as const;

/**
 * How far a command can have come whose client was killed midway, beside not at all and to its end:
 * `seal` the image takes no more writes, and is not demoted yet; `cut-off` a copy follows nobody any
 * more, and is not promoted yet; `begin-disable` mirroring is neither on nor off; `orphan-disable` as
 * that, of a copy that follows nobody any more; `part-disable` as that, and what was a copy takes
 * writes; `name-only` there is no image, and its name is taken; `withhold` the journal has it, and it
 * is done when a client next has the image's lock. The others are none that are
 * specified: `demote-unheard` it is demoted, and its peer never learns of it; `promote-sealed` it is
 * promoted, and takes no writes; `strip-disable` mirroring is neither on nor off, nothing says any more that
 * it was a copy, and it takes no writes;
 * `stray-journal` and `broken-journal` it is not mirrored, and what is there of a journal is in the way;
 * `enable-unheard` it is mirrored, and no mirror daemon learns of it.
 * In pool mode: `keep-journaling` mirroring is off, and the image there yet, with the journaling feature;
 * `restore-unmirrored` it is back from the trash with that feature, and not mirrored yet.
 */
export const stageNames = [
  'seal',
  'cut-off',
  'begin-disable',
  'orphan-disable',
  'part-disable',
  'strip-disable',
  'name-only',
  'demote-unheard',
  'promote-sealed',
  'stray-journal',
  'broken-journal',
  'enable-unheard',
  'withhold',
  'keep-journaling',
  'restore-unmirrored',
] as const;

export type EditName = (typeof editNames)[number];
export type MarkName = (typeof markNames)[number];
export type ImageCommandName = (typeof imageCommandNames)[number];
export type DaemonCommandName = (typeof daemonCommandNames)[number];
export type CommandName = (typeof commandNames)[number];
export type FeatureCommandName = (typeof featureCommandNames)[number];
export type ParentCommandName = (typeof parentCommandNames)[number];
export type ScheduleCommandName = (typeof scheduleCommandNames)[number];
export type SiteFaultName = (typeof siteFaultNames)[number];
export type LinkFaultName = (typeof linkFaultNames)[number];
export type InternalName = (typeof internalNames)[number];
export type StageName = (typeof stageNames)[number];

export type Command = `${CommandName}.${Site}`;
export type Fault = `${SiteFaultName}.${Site}` | LinkFaultName;
/** What comes from outside: commands and faults. */
export type Input = Command | Fault;
/** What happens inside: possible or not, but never due at a given time. */
export type Internal = `${InternalName}.${Site}`;
export type Stage = `${StageName}.${Site}`;
/** A number is used up by what may have happened, and did not. */
export type Lapse = `lapse.${Site}`;
/** A write is acknowledged, and a demotion that is under way does not hold it. */
export type LateWrite = `late-write.${Site}`;
/** Everything that can happen to a mirrored pair. */
export type PairEvent = Input | Internal | Stage | Lapse | LateWrite;

const atBoth = <Name extends string>(names: readonly Name[]): `${Name}.${Site}`[] =>
  sites.flatMap((site) => names.map((name): `${Name}.${Site}` => `${name}.${site}`));

export const commands: readonly Command[] = atBoth(commandNames);
export const faults: readonly Fault[] = [...linkFaultNames, ...atBoth(siteFaultNames)];
export const inputs: readonly Input[] = [...commands, ...faults];
export const internals: readonly Internal[] = atBoth(internalNames);
export const stages: readonly Stage[] = atBoth(stageNames);
export const pairEvents: readonly PairEvent[] = [
  ...inputs,
  ...internals,
  ...stages,
  ...atBoth(['lapse', 'late-write']),
];

const internalSet: ReadonlySet<string> = new Set(internals);
const commandSet: ReadonlySet<string> = new Set(commands);
const faultSet: ReadonlySet<string> = new Set(faults);

/** Whether a string names a command. */
export const isCommand = (event: string): event is Command => commandSet.has(event);

/** Whether a string names a fault, or the end of one. */
export const isFault = (event: string): event is Fault => faultSet.has(event);

/** Whether a string names an internal step. */
export const isInternal = (event: string): event is Internal => internalSet.has(event);

/** The site that an event of the form `name.site` happens at. */
export const siteOf = (event: `${string}.${Site}`): Site => (event.endsWith('.a') ? 'a' : 'b');

/** The name of an event, without the site that it happens at, if it does at one. */
export const nameOf = (event: string): string => event.replace(/\.[ab]$/, '');
