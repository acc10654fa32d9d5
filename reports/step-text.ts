import type { Step } from '../scenarios/step.ts';

/** A step as a line for people to read: `promote b by force`. */
export function stepText(step: Step): string {
  switch (step.do) {
    case 'cut':
      return 'cut the link';
    case 'heal':
      return 'heal the link';
    case 'settle':
      return 'settle';
    case 'let':
      return `let ${step.site} ${step.daemon}`;
    case 'write':
      return step.blocks === 1 ? `write ${step.site}` : `write ${step.site} x${step.blocks}`;
    case 'promote':
      return step.force ? `promote ${step.site} --force` : `promote ${step.site}`;
    default:
      return `${step.do} ${step.site}`;
  }
}

/** Whether a step is a fault, or ends one. */
export const isFault = (step: Step): boolean =>
  /^(cut|heal|(stop|kill|start)-(site|daemon))$/.test(step.do);
