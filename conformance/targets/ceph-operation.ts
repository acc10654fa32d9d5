import type { Mode } from '../../model/site.ts';
import type { Step } from '../../scenarios/step.ts';

// Snapshot mode needs no more; journal mode adds journaling itself when it is enabled.
const features = ['layering', 'exclusive-lock'];

const otherMode = (mode: Mode): Mode => (mode === 'journal' ? 'snapshot' : 'journal');

/**
 * What the site agent is asked to do for a command: its name there, and its arguments. `first`: no
 * clone was made before, and no parent of one.
 */
export function operationOf(
  step: Step,
  {
    number,
    mode,
    first,
  }: { readonly number: number; readonly mode: Mode; readonly first: boolean },
): { readonly op: string; readonly args: object } {
  switch (step.do) {
    case 'create':
      return { op: 'create', args: { features } };
    case 'clone':
      return { op: 'clone', args: { features, first } };
    case 'parent-enable':
      return { op: 'parent_enable', args: { mode } };
    case 'enable':
      return { op: 'enable', args: { mode } };
    case 'enable-other':
      return { op: 'enable', args: { mode: otherMode(mode) } };
    case 'disable-force':
      return { op: 'disable', args: { force: true } };
    case 'write':
      return { op: 'write', args: { numbers: [number] } };
    case 'promote':
      return { op: 'promote', args: { force: step.force } };
    case 'journaling-on':
      return { op: 'journaling', args: { on: true } };
    case 'journaling-off':
      return { op: 'journaling', args: { on: false } };
    case 'resize':
    case 'snap-create':
    case 'snap-rename':
    case 'rename':
    case 'meta-set':
      return { op: step.do.replace('-', '_'), args: { number } };
    default:
      return { op: step.do.replace('-', '_'), args: {} };
  }
}
