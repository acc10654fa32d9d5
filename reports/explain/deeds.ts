import type { RunRecord } from '../../conformance/record.ts';
import { stepText } from '../step-text.ts';

type Step = RunRecord['steps'][number]['step'];

/** A step as something that was asked for: `b was asked to be promoted by force`. */
export function deedText(step: Step): string {
  switch (step.do) {
    case 'promote':
      return `the promotion of ${step.site}${step.force ? ' by force' : ''}`;
    case 'demote':
      return `the demotion of ${step.site}${step.writing === undefined ? '' : ', while a client wrote on,'}`;
    case 'write':
      return `a write to ${step.site}`;
    case 'resync':
      return `the request for a resync of ${step.site}`;
    case 'snapshot':
      return `a mirror snapshot of ${step.site}`;
    case 'settle':
      return 'waiting until the daemons had nothing left to do';
    default:
      return `"${stepText(step)}"`;
  }
}
