import { type Site, sites } from './site.ts';

/** Commands that someone gives at a site, each answered with an outcome. */
export const commandNames = [
  'create',
  'enable',
  'disable',
  'write',
  'snapshot',
  'promote',
  'promote-force',
  'demote',
  'resync',
  'remove',
] as const;

/** Faults at a site, and their ends. */
export const siteFaultNames = [
  'stop-site',
  'kill-site',
  'start-site',
  'stop-daemon',
  'kill-daemon',
  'start-daemon',
] as const;

/** Faults of the link, and their end. */
export const linkFaultNames = ['cut', 'heal'] as const;

/** What the mirror daemon of a site does in its own time. */
export const internalNames = [
  'bootstrap',
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
] as const;

export type CommandName = (typeof commandNames)[number];
export type SiteFaultName = (typeof siteFaultNames)[number];
export type LinkFaultName = (typeof linkFaultNames)[number];
export type InternalName = (typeof internalNames)[number];

export type Command = `${CommandName}.${Site}`;
export type Fault = `${SiteFaultName}.${Site}` | LinkFaultName;
/** What comes from outside: commands and faults. */
export type Input = Command | Fault;
/** What happens inside: possible or not, but never due at a given time. */
export type Internal = `${InternalName}.${Site}`;
/** Everything that can happen to a mirrored pair. */
export type PairEvent = Input | Internal;

const atBoth = <Name extends string>(names: readonly Name[]): `${Name}.${Site}`[] =>
  sites.flatMap((site) => names.map((name): `${Name}.${Site}` => `${name}.${site}`));

export const commands: readonly Command[] = atBoth(commandNames);
export const faults: readonly Fault[] = [...linkFaultNames, ...atBoth(siteFaultNames)];
export const inputs: readonly Input[] = [...commands, ...faults];
export const internals: readonly Internal[] = atBoth(internalNames);
export const pairEvents: readonly PairEvent[] = [...inputs, ...internals];

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
