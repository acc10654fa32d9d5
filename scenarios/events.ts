import type { Command, Fault, Internal } from '../model/events.ts';
import type { Step } from './step.ts';

/** What a step asks of a pair, in the model's own events. */
export type Request =
  | { readonly kind: 'commands'; readonly commands: readonly Command[] }
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'let'; readonly internal: Internal }
  | { readonly kind: 'settle' };

/** Reads a step as the model's events. A `write` of several blocks is as many commands. */
export function requestOf(step: Step): Request {
  switch (step.do) {
    case 'cut':
    case 'heal':
      return { kind: 'fault', fault: step.do };
    case 'stop-site':
    case 'kill-site':
    case 'start-site':
    case 'stop-daemon':
    case 'kill-daemon':
    case 'start-daemon':
      return { kind: 'fault', fault: `${step.do}.${step.site}` };
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
    default:
      return { kind: 'commands', commands: [`${step.do}.${step.site}`] };
  }
}

/** Whether a step, when it succeeds, hands the image from one site to the other. */
export const changesRole = (step: Step): boolean => step.do === 'promote' || step.do === 'demote';
