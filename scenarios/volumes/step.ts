import { z } from 'zod';
import type { FaultStep } from '../events.ts';

/** The volumes of a scenario, by number. */
export const volumeNumbers = [1, 2, 3] as const;

/**
 * What a volume is to be: mirrored, not mirrored, or open to several clients at once and not mirrored; and what no
 * volume can be, mirrored and open to several.
 */
export const volumeTypes = [
  'replicated',
  'plain',
  'multiattach',
  'replicated-multiattach',
] as const;

/**
 * How a driver can be configured, beside how it is by default: a clone of a volume is a whole copy; or a volume that was
 * made from a snapshot is parted from it.
 */
export const configurations = ['default', 'full-copies', 'flattened'] as const;

/** Faults of the link that volume scenarios have, and their end. */
export const linkFaults = ['cut', 'heal'] as const;

/** Faults of a site that volume scenarios have, and their ends. */
export const siteFaults = [
  'stop-site',
  'kill-site',
  'start-site',
  'stop-daemon',
  'kill-daemon',
  'start-daemon',
] as const;

/** What can strike in the middle of a request: a fault, by the model's name of it, or an end of the driver itself. */
export const amidStrikes = [
  'cut',
  'stop-site.a',
  'stop-site.b',
  'kill-site.a',
  'kill-site.b',
  'stop-daemon.a',
  'stop-daemon.b',
  'kill-daemon.a',
  'kill-daemon.b',
  'restart',
] as const;

/** What an operator does to an image behind the driver's back, by the `rbd` command. */
export const handCommands = ['demote', 'promote', 'resync', 'disable', 'snapshot'] as const;

const volume = z.literal(volumeNumbers).describe('The volume, by number');
const source = z.literal(volumeNumbers).describe('The volume that it is made from, by number');
const site = z.enum(['a', 'b']);
const type = z.enum(volumeTypes).describe('What the volume is to be');

const plain = <Name extends string>(name: Name, about: string) =>
  z.strictObject({ do: z.literal(name) }).describe(about);

const of = <Name extends string>(name: Name, about: string) =>
  z.strictObject({ do: z.literal(name), volume }).describe(about);

/**
 * What happens to the volumes of one storage backend: what users and operators ask of its driver, what a
 * client writes, what strikes the clusters, and what an operator mends by hand.
 */
export const volumeStepSchema = z.discriminatedUnion('do', [
  z
    .strictObject({ do: z.literal('create'), volume, type: type.default('replicated') })
    .describe('Has the driver create a volume'),
  z
    .strictObject({
      do: z.literal('clone'),
      volume,
      from: source,
      type: type.default('replicated'),
    })
    .describe('Has the driver create a volume as a clone of another one'),
  z
    .strictObject({
      do: z.literal('create-from-snapshot'),
      volume,
      from: source,
      type: type.default('replicated'),
    })
    .describe('Has the driver create a volume from the newest snapshot of another one'),
  z
    .strictObject({ do: z.literal('manage'), volume, type: type.default('replicated') })
    .describe('Has the driver take over an image, with one write in it, as a volume'),
  of('delete', 'Has the driver delete a volume'),
  of('extend', 'Has the driver make a volume larger'),
  z
    .strictObject({ do: z.literal('retype'), volume, to: type })
    .describe('Has the driver turn a volume into one of another type'),
  of('snap-create', 'Has the driver take a snapshot of a volume'),
  of('snap-delete', "Has the driver delete a volume's newest snapshot"),
  z
    .strictObject({
      do: z.literal('write'),
      volume,
      blocks: z.int().min(1).max(4).default(1).describe('How many stamped blocks, one by one'),
    })
    .describe('A client writes to a volume, where the driver says that it is'),
  z
    .strictObject({
      do: z.literal('failover'),
      to: z
        .enum(['b', 'auto', 'nowhere'])
        .default('b')
        .describe(
          'Where to: the second site, wherever the driver finds, or a site that there is not',
        ),
    })
    .describe('Has the driver fail over'),
  plain('failback', 'Has the driver fail back to the first site'),
  plain('freeze', 'Has the driver freeze the backend'),
  plain('thaw', 'Has the driver thaw the backend'),
  z
    .strictObject({
      do: z.literal('amid'),
      calls: z
        .int()
        .min(1)
        .max(999)
        .describe("After how many of the driver's calls into Ceph's libraries"),
      strikes: z.enum(amidStrikes).describe('What strikes then; `restart` ends the driver'),
    })
    .describe('Has something strike in the middle of the next failover or failback'),
  z
    .strictObject({
      do: z.literal('restart'),
      config: z.enum(configurations).default('default').describe('How it is configured then'),
    })
    .describe('Ends the driver, and starts it anew with what it had its caller keep'),
  z
    .strictObject({ do: z.enum(linkFaults) })
    .describe('Cuts the link between the sites, or mends it'),
  z
    .strictObject({ do: z.enum(siteFaults), site })
    .describe('Stops or kills a site or its mirror daemon, or brings them back'),
  z
    .strictObject({ do: z.literal('by-hand'), command: z.enum(handCommands), site, volume })
    .describe("An operator does something to a volume's image at one site"),
  plain('repair', 'Ends every fault, and does by the book what brings both sites together again'),
  plain('settle', 'Waits until the mirror daemons have nothing left to do'),
]);

/** One step of a volume scenario: plain data. */
export type VolumeStep = z.infer<typeof volumeStepSchema>;

/** The name of a step. */
export type VolumeStepName = VolumeStep['do'];

/** A volume of a scenario. */
export type VolumeNumber = (typeof volumeNumbers)[number];

/** What a volume is to be. */
export type VolumeType = (typeof volumeTypes)[number];

/** How a driver is configured. */
export type Configuration = (typeof configurations)[number];

/** What can strike in the middle of a request. */
export type AmidStrike = (typeof amidStrikes)[number];

/** A step that makes a volume. */
export type MakingStep = Extract<
  VolumeStep,
  { do: 'create' | 'clone' | 'create-from-snapshot' | 'manage' }
>;

/** Whether a step makes a volume. */
export const isMaking = (step: VolumeStep | FaultStep): step is MakingStep =>
  ['create', 'clone', 'create-from-snapshot', 'manage'].includes(step.do);

/** What an operator does by hand. */
export type HandCommand = (typeof handCommands)[number];
