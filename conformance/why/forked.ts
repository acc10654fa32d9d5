import type { Mirroring } from '../../model/site.ts';
import { machineOf, statusOf, type Variant } from '../../model/variant.ts';
import type { Fork } from '../../sim/fork.ts';
import { Space } from '../../sim/space.ts';
import type { Target } from '../target.ts';
import { blackBox } from '../targets/sim.ts';

/** Makes simulated pairs that share what was compiled of one mode, each with a scheduler of its own. */
export function forkedTargets(
  mirroring: Mirroring,
  variant: Variant | undefined,
): (fork: Fork) => Target {
  const variants = variant === undefined ? [] : [variant];
  const space = new Space(machineOf(mirroring, ...variants));
  const status = statusOf(...variants);
  return (fork) =>
    blackBox(
      'sim',
      () => space,
      status,
      () => fork,
    );
}
