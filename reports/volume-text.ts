import type { VolumeStep, VolumeType } from '../scenarios/volumes/step.ts';

/** A step of a volume scenario, in a few words: `failover to b`, `write volume 1, 3 blocks`. */
export function volumeStepText(step: VolumeStep): string {
  switch (step.do) {
    case 'create':
      return `create volume ${step.volume}${typeText(step.type)}`;
    case 'clone':
      return `clone volume ${step.from} as volume ${step.volume}${typeText(step.type)}`;
    case 'create-from-snapshot':
      return `create volume ${step.volume} from a snapshot of volume ${step.from}${typeText(step.type)}`;
    case 'manage':
      return `manage an image as volume ${step.volume}${typeText(step.type)}`;
    case 'amid':
      return `amid the next failover, after ${step.calls} call${step.calls > 1 ? 's' : ''}: ${step.strikes.replace('.', ' ')}`;
    case 'restart':
      return step.config === 'default' ? 'restart' : `restart with ${step.config}`;
    case 'write':
      return `write volume ${step.volume}${step.blocks > 1 ? `, ${step.blocks} blocks` : ''}`;
    case 'retype':
      return `retype volume ${step.volume} to ${step.to}`;
    case 'failover':
      return step.to === 'b' ? 'failover' : `failover to ${step.to}`;
    case 'by-hand':
      return `${step.command} volume ${step.volume} at ${step.site}, by hand`;
    default:
      if ('site' in step) return `${step.do} ${step.site}`;
      return 'volume' in step ? `${step.do} volume ${step.volume}` : step.do;
  }
}

const typeText = (type: VolumeType): string => (type === 'replicated' ? '' : `, ${type}`);
