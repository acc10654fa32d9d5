import { z } from 'zod';
import { internalNames } from '../model/events.ts';
import { outcomes } from '../model/outcome.ts';

const site = z.enum(['a', 'b']).describe('The site the step is done at');
const expected = z
  .enum(outcomes)
  .optional()
  .describe('The outcome that the scenario asks for; any that the model allows, if left out');

const at = <Name extends string>(name: Name, about: string) =>
  z.strictObject({ do: z.literal(name), site, expect: expected }).describe(about);

/** The step vocabulary: what a user, an operator, a driver or a fault does. */
export const stepSchema = z.discriminatedUnion('do', [
  at('create', 'Creates the image'),
  at('enable', "Enables mirroring of the image, in the scenario's mode"),
  at('disable', 'Disables mirroring of the image'),
  z
    .strictObject({
      do: z.literal('write'),
      site,
      blocks: z.int().min(1).max(8).default(1).describe('How many stamped blocks, one by one'),
      expect: expected,
    })
    .describe('Writes stamped blocks and flushes each'),
  at('snapshot', 'Takes a mirror snapshot'),
  z
    .strictObject({
      do: z.literal('promote'),
      site,
      force: z.boolean().default(false).describe('Promotes although the other site is not demoted'),
      expect: expected,
    })
    .describe('Promotes the image to primary'),
  at('demote', 'Demotes the image to non-primary'),
  at('resync', 'Asks for the image to be copied anew from the other site'),
  at('remove', 'Removes the image'),
  z.strictObject({ do: z.literal('cut') }).describe('Cuts the link between the sites'),
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
