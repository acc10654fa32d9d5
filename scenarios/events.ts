import {
  type Command,
  editNames,
  type Fault,
  featureCommandNames,
  type Input,
  type Internal,
  type LinkFaultName,
  linkFaultNames,
  nameOf,
  parentCommandNames,
  type SiteFaultName,
  scheduleCommandNames,
  siteFaultNames,
} from '../model/events.ts';
import type { Reach } from '../model/interruption.ts';
import { type Step, stepSchema } from './step.ts';

/** What a step asks of a pair, in the model's own events. */
export type Request =
  | { readonly kind: 'commands'; readonly commands: readonly Command[] }
  | { readonly kind: 'fault'; readonly fault: Fault; readonly step: FaultStep }
  | { readonly kind: 'let'; readonly internal: Internal }
  | { readonly kind: 'settle' };

type LinkFault = Extract<Step, { do: LinkFaultName }>;
type SiteFault = Extract<Step, { do: SiteFaultName }>;

const isLinkFault = (step: Step): step is LinkFault =>
  linkFaultNames.some((name) => name === step.do);
const isSiteFault = (step: Step): step is SiteFault =>
  siteFaultNames.some((name) => name === step.do);

/** A step that strikes a fault, or ends one. */
export type FaultStep = LinkFault | SiteFault;

/** Whether a step gives a command. */
export const isCommandStep = (step: Step): boolean => requestOf(step).kind === 'commands';

type WithInterrupt<One> = One extends unknown
  ? 'interrupt' extends keyof One
    ? One
    : never
  : never;

/** A step that gives a command whose client can be killed midway. */
export type InterruptibleStep = WithInterrupt<Step>;

/**
 * What is not interrupted: what a daemon or a manager is told, what is for clones only, and a feature
 * alone.
 */
const notInterrupted: readonly string[] = [
  ...['stop-replayer', 'start-replayer', 'restart-replayer', 'disconnect'],
  ...['clone', 'flatten', ...parentCommandNames, ...featureCommandNames],
  ...scheduleCommandNames,
];

/** Whether a step gives a command whose client can be killed midway. */
export const isInterruptible = (step: Step): step is InterruptibleStep =>
  isCommandStep(step) && !notInterrupted.includes(step.do);

/** Reads a step as the model's events. A `write` of several blocks is as many commands. */
export function requestOf(step: Step): Request {
  if (isLinkFault(step)) return { kind: 'fault', fault: step.do, step };
  if (isSiteFault(step)) return { kind: 'fault', fault: `${step.do}.${step.site}`, step };
  switch (step.do) {
    case 'let':
      return { kind: 'let', internal: `${step.daemon}.${step.site}` };
    case 'settle':
      return { kind: 'settle' };
    case 'write': {
      const command: Command = `write.${step.site}`;
      return { kind: 'commands', commands: Array.from({ length: step.blocks }, () => command) };
    }
    case 'promote': {
      const name = step.force ? 'promote-force' : 'promote';
      return { kind: 'commands', commands: [`${name}.${step.site}`] };
    }
    case 'stop-replayer':
    case 'start-replayer':
    case 'restart-replayer': {
      const name = step.of === 'image' ? step.do : (`${step.do}s` as const);
      return { kind: 'commands', commands: [`${name}.${step.site}`] };
    }
    default:
      return { kind: 'commands', commands: [`${step.do}.${step.site}`] };
  }
}

/** What befalls the syncs of one image alone, whatever others the two clusters mirror. */
const imageFaults: readonly string[] = ['hold', 'release', 'hold-parent', 'release-parent'];

/** Whether a step befalls the syncs of one image. */
export const isOfImage = (step: Step): boolean => imageFaults.includes(step.do);

/** Whether a step befalls the clusters or the link between them, and so every image on them. */
export const isOfLab = (step: Step): boolean =>
  (isLinkFault(step) || isSiteFault(step)) && !isOfImage(step);

/** The step that gives one command, a `write` of one block; or that strikes or ends a fault. */
export function stepOf(event: Input): Step {
  const link = linkFaultNames.find((name) => name === event);
  if (link !== undefined) return { do: link };
  const site = event.endsWith('.a') ? 'a' : 'b';
  if (event === `promote-force.${site}`) return { do: 'promote', site, force: true };
  const name = nameOf(event);
  if (!name.endsWith('-replayers')) return stepSchema.parse({ do: name, site });
  return stepSchema.parse({ do: name.slice(0, -1), site, of: 'daemon' });
}

/** Whether a step is an edit: numbered, so that it can be recognised in what the image shows. */
export const isEdit = (step: Step): boolean => editNames.some((name) => name === step.do);

/** What a step asks of the client that gives it: to be killed midway; undefined where it is not. */
export const interruptOf = (step: Step): true | Reach | undefined =>
  'interrupt' in step ? step.interrupt : undefined;

/** The same step, let run to its end. */
export function withoutInterrupt(step: Step): Step {
  if (!('interrupt' in step)) return step;
  const { interrupt: _, ...whole } = step;
  return whole;
}

/** Whether a step, when it succeeds, hands the image from one site to the other. */
export const changesRole = (step: Step): boolean => step.do === 'promote' || step.do === 'demote';
