import type { Mode, Site } from '../../model/site.ts';
import type { FaultStep } from '../events.ts';
import { faultStepOf } from './amid.ts';
import { isMaking, type VolumeNumber, type VolumeStep, type VolumeType } from './step.ts';

/** What a walk knows of what it has done so far; what came of it, it does not know. */
export interface Situation {
  readonly mode: Mode;
  readonly amid: boolean;
  readonly volumes: Map<VolumeNumber, VolumeType>;
  /** How many snapshots each has. */
  readonly snapshots: Map<VolumeNumber, number>;
  active: Site;
  readonly down: Set<Site>;
  readonly idle: Set<Site>;
  cut: boolean;
}

/** What a walk takes to be so after a step, if that does what it is meant to do. */
export function follow(now: Situation, step: VolumeStep | FaultStep): void {
  if (isMaking(step)) now.volumes.set(step.volume, step.type);
  else if (step.do === 'delete') {
    // Nobody deletes one that has snapshots.
    if (!now.snapshots.get(step.volume)) now.volumes.delete(step.volume);
  } else if (step.do === 'snap-create' || step.do === 'snap-delete') {
    const change = step.do === 'snap-create' ? 1 : -1;
    now.snapshots.set(step.volume, Math.max(0, (now.snapshots.get(step.volume) ?? 0) + change));
  } else if (step.do === 'retype') now.volumes.set(step.volume, step.to);
  else if (step.do === 'failback') now.active = 'a';
  else if (step.do === 'failover' && step.to !== 'nowhere') now.active = 'b';
  else if (step.do === 'amid') {
    const fault = faultStepOf(step.strikes);
    if (fault !== undefined) follow(now, fault);
  } else if (step.do === 'cut') now.cut = true;
  else if (step.do === 'heal') now.cut = false;
  else if (step.do === 'stop-site' || step.do === 'kill-site') now.down.add(step.site);
  else if (step.do === 'start-site') now.down.delete(step.site);
  else if (step.do === 'stop-daemon' || step.do === 'kill-daemon') now.idle.add(step.site);
  else if (step.do === 'start-daemon') now.idle.delete(step.site);
  else if (step.do === 'repair') {
    now.down.clear();
    now.idle.clear();
    now.cut = false;
  }
}
