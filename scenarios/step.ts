import { z } from 'zod';
import { internalNames } from '../model/events.ts';
import { reachNames } from '../model/interruption.ts';
import { outcomes } from '../model/outcome.ts';

const site = z.enum(['a', 'b']).describe('The site the step is done at');
const expected = z
  .enum(outcomes)
  .optional()
  .describe('The outcome that the scenario asks for; any that the model allows, if left out');

const interrupt = z
  .literal([true, ...reachNames])
  .optional()
  .describe(
    'Kills the client midway: true at any moment; a word says how far it comes, on the simulated pair',
  );

/** How many writes can be acknowledged to a client that goes on writing while an image is demoted. */
export const writingCounts = [0, 1, 2, 3, 4] as const;

/** The most of them. */
export const writingMax = 4;

/** What every command can be given. */
const common = { interrupt, expect: expected } as const;

const at = <Name extends string>(name: Name, about: string) =>
  z.strictObject({ do: z.literal(name), site, ...common }).describe(about);

/** A command that is always let run to its end: what it leaves half-way was not looked at. */
const whole = <Name extends string>(name: Name, about: string) =>
  z.strictObject({ do: z.literal(name), site, expect: expected }).describe(about);

/** Which replayers of a daemon: of the image, of its pool and peer, or all. */
const of = z
  .enum(['image', 'pool', 'daemon'])
  .default('image')
  .describe("What it is told about: the image's replayer, those of its pool, or all that it has");

const told = <Name extends string>(name: Name, about: string) =>
  z.strictObject({ do: z.literal(name), site, of, expect: expected }).describe(about);

/** The step vocabulary: what a user, an operator, a driver or a fault does. */
export const stepSchema = z.discriminatedUnion('do', [
  at('create', 'Creates the image'),
  at('enable', "Enables mirroring of the image, in the scenario's mode"),
  at('enable-other', 'Asks to enable mirroring in the other mode than the scenario is in'),
  at('disable', 'Disables mirroring of the image'),
  at('disable-force', 'Disables mirroring by force: also of a copy that is not primary'),
  z
    .strictObject({
      do: z.literal('write'),
      site,
      blocks: z.int().min(1).max(8).default(1).describe('How many stamped blocks, one by one'),
      ...common,
    })
    .describe('Writes stamped blocks and flushes each'),
  at('snapshot', 'Takes a mirror snapshot'),
  z
    .strictObject({
      do: z.literal('promote'),
      site,
      force: z.boolean().default(false).describe('Promotes although the other site is not demoted'),
      ...common,
    })
    .describe('Promotes the image to primary'),
  z
    .strictObject({
      do: z.literal('demote'),
      site,
      writing: z
        .literal([true, ...writingCounts])
        .optional()
        .describe(
          'A client writes on until it is refused, up to 4 blocks; a number says how many, on the simulated pair',
        ),
      ...common,
    })
    .describe('Demotes the image to non-primary'),
  at('resync', 'Asks for the image to be copied anew from the other site'),
  at('remove', 'Removes the image'),
  at('trash', 'Moves the image to the trash'),
  at('restore', 'Takes the image back from the trash; its mirroring stays disabled'),
  at('resize', 'Grows the image by an object'),
  at('snap-create', "Takes a snapshot of the user's own (rbd snap create)"),
  at('snap-remove', "Removes the newest of the user's snapshots"),
  at('snap-rename', "Renames the newest of the user's snapshots"),
  at('snap-protect', "Protects the newest of the user's snapshots from removal"),
  at('snap-unprotect', "Ends the protection of the newest of the user's snapshots"),
  at('rename', 'Renames the image'),
  at('meta-set', 'Sets one more metadata key of the image'),
  whole(
    'schedule',
    'Has the manager of a site take mirror snapshots of the image by itself, one each minute',
  ),
  whole('unschedule', 'Has the manager of a site take none of the image by itself any more'),
  told('stop-replayer', 'Tells the mirror daemon of a site to stop replaying, until it is started'),
  told('start-replayer', 'Tells the mirror daemon of a site to replay again'),
  told('restart-replayer', 'Tells the mirror daemon of a site to stop replaying and to start anew'),
  whole('disconnect', "Disconnects the peer's mirror daemon from the image's journal"),
  whole(
    'clone',
    'Creates the image as a clone; with the first one its parent is made, at that site',
  ),
  whole('flatten', 'Parts a clone from its parent: copies to it what it has from there'),
  whole('parent-enable', "Enables mirroring of the clone's parent"),
  whole('parent-disable', "Disables mirroring of the clone's parent"),
  whole('journaling-on', 'Turns the journaling feature of the image on (rbd feature enable)'),
  whole('journaling-off', 'Turns the journaling feature of the image off'),
  z.strictObject({ do: z.literal('cut') }).describe('Cuts the link between the sites'),
  z
    .strictObject({ do: z.literal('cut-from'), site })
    .describe('Loses every packet that leaves a site for the other; the other way is open'),
  z
    .strictObject({ do: z.literal('slow') })
    .describe('Makes the link slow, and whole if it was cut'),
  z
    .strictObject({ do: z.literal('lossy') })
    .describe('Makes the link lose some packets, and whole if it was cut'),
  z.strictObject({ do: z.literal('heal') }).describe('Mends the link between the sites'),
  z
    .strictObject({ do: z.literal('stop-site'), site })
    .describe('Stops every process of a site where it is (SIGSTOP)'),
  z.strictObject({ do: z.literal('kill-site'), site }).describe('Kills every process of a site'),
  z.strictObject({ do: z.literal('start-site'), site }).describe('Brings a site back'),
  z
    .strictObject({ do: z.literal('stop-daemon'), site })
    .describe("Stops the site's mirror daemon (SIGTERM)"),
  z
    .strictObject({ do: z.literal('kill-daemon'), site })
    .describe("Kills the site's mirror daemon (SIGKILL)"),
  z
    .strictObject({ do: z.literal('start-daemon'), site })
    .describe("Starts the site's mirror daemon"),
  z
    .strictObject({ do: z.literal('stop-monitor'), site })
    .describe("Stops a site's monitor where it is (SIGSTOP); no new client gets in"),
  z.strictObject({ do: z.literal('kill-monitor'), site }).describe("Kills a site's monitor"),
  z.strictObject({ do: z.literal('start-monitor'), site }).describe("Brings a site's monitor back"),
  z
    .strictObject({ do: z.literal('stop-osd'), site })
    .describe("Stops a site's OSD where it is (SIGSTOP)"),
  z.strictObject({ do: z.literal('kill-osd'), site }).describe("Kills a site's OSD"),
  z.strictObject({ do: z.literal('start-osd'), site }).describe("Brings a site's OSD back"),
  z
    .strictObject({
      do: z.literal('hold'),
      site,
      at: z
        .literal('write')
        .optional()
        .describe('At an object that was written to lately: reads and writes there wait as well'),
    })
    .describe('Holds every sync at a site half-way: it begins, and does not end'),
  z.strictObject({ do: z.literal('release'), site }).describe('Lets the syncs at a site go on'),
  z
    .strictObject({ do: z.literal('hold-parent'), site })
    .describe("Holds the copying of the clone's parent to a site half-way"),
  z
    .strictObject({ do: z.literal('release-parent'), site })
    .describe("Lets the copying of the clone's parent to a site go on"),
  z
    .strictObject({ do: z.literal('fill'), site })
    .describe("Fills a site's pools: they hold every write back"),
  z
    .strictObject({ do: z.literal('make-room'), site })
    .describe("Makes room in a site's pools again"),
  z
    .strictObject({
      do: z.literal('let'),
      site,
      daemon: z.enum(internalNames).describe('Which step the daemon takes'),
    })
    .describe(
      'Lets the mirror daemon of a site take one step: exact on the simulated pair, waited for on a real one',
    ),
  z
    .strictObject({ do: z.literal('settle') })
    .describe('Waits until the daemons have nothing left to do'),
]);

/** One step of a scenario: plain data. */
export type Step = z.infer<typeof stepSchema>;

/** The name of a step. */
export type StepName = Step['do'];
