import type { VolumeNumber, VolumeStep, VolumeType } from '../../../scenarios/volumes/step.ts';

/** A volume is made. */
export const create = (volume: VolumeNumber, type: VolumeType = 'replicated'): VolumeStep => ({
  do: 'create',
  volume,
  type,
});

/** A volume becomes one of another type. */
export const retype = (volume: VolumeNumber, to: VolumeType): VolumeStep => ({
  do: 'retype',
  volume,
  to,
});

export const write: VolumeStep = { do: 'write', volume: 1, blocks: 1 };
export const settle: VolumeStep = { do: 'settle' };
export const over: VolumeStep = { do: 'failover', to: 'b' };
export const auto: VolumeStep = { do: 'failover', to: 'auto' };
export const nowhere: VolumeStep = { do: 'failover', to: 'nowhere' };
export const back: VolumeStep = { do: 'failback' };
export const restart: VolumeStep = { do: 'restart', config: 'default' };
export const freeze: VolumeStep = { do: 'freeze' };
export const thaw: VolumeStep = { do: 'thaw' };
export const loseA: VolumeStep = { do: 'stop-site', site: 'a' };
export const idleB: VolumeStep = { do: 'stop-daemon', site: 'b' };
export const snapshot = (volume: VolumeNumber): VolumeStep => ({ do: 'snap-create', volume });
