import type { Scenario } from './scenario.ts';
import type { Locate } from './yaml-locate.ts';
import type { Finding } from './yaml-place.ts';

/**
 * What is wrong where a scenario of snapshot mode is to be in a pool in pool mode: there an image is
 * mirrored by its journal or not at all (librbd api/Mirror.cc, image_enable: EINVAL).
 */
export const poolModeFindings = (
  { modes, 'pool-mode': poolMode }: Pick<Scenario, 'modes' | 'pool-mode'>,
  locate: Locate,
): Finding[] =>
  poolMode === 'pool' && modes.includes('snapshot')
    ? [
        {
          at: locate(['pool-mode']),
          what: 'a pool in pool mode mirrors by journals only',
          mend: 'write "modes: [journal]"',
        },
      ]
    : [];
