import { linkFaultNames, siteFaultNames } from '../model/events.ts';
import type { Step } from '../scenarios/step.ts';

/** A step as a line for people to read: `promote b --force, interrupted`. */
export function stepText(step: Step): string {
  const interrupt = 'interrupt' in step ? step.interrupt : undefined;
  if (interrupt === undefined) return plainText(step);
  return `${plainText(step)}, interrupted${interrupt === true ? '' : ` (${interrupt})`}`;
}

function plainText(step: Step): string {
  switch (step.do) {
    case 'cut':
      return 'cut the link';
    case 'slow':
      return 'slow the link down';
    case 'lossy':
      return 'make the link lossy';
    case 'heal':
      return 'heal the link';
    case 'settle':
      return 'settle';
    case 'let':
      return `let ${step.site} ${step.daemon}`;
    case 'write':
      return step.blocks === 1 ? `write ${step.site}` : `write ${step.site} x${step.blocks}`;
    case 'demote':
      return step.writing === undefined ? `demote ${step.site}` : `demote ${step.site}, writing on`;
    case 'promote':
      return step.force ? `promote ${step.site} --force` : `promote ${step.site}`;
    default:
      return `${step.do} ${step.site}`;
  }
}

const faultNames: ReadonlySet<string> = new Set([...linkFaultNames, ...siteFaultNames]);

/** Whether a step is a fault, or ends one. */
export const isFault = (step: Step): boolean => faultNames.has(step.do);
