import { torn } from '../../model/conditions.ts';
import { disconnected } from '../../model/disconnection.ts';
import { isHalted } from '../../model/hands.ts';
import { nothing } from '../../model/history.ts';
import type { Site } from '../../model/site.ts';
import type { PairState } from '../../model/views.ts';

/** What else there is to say of a site, if it is so: each in words that stand alone. */
const tests = {
  'resync asked': ({ context }, site) => context[site].resync === 1,
  'follows nobody': ({ context }, site) => context[site].orphan === 1,
  'mirroring half off': ({ context }, site) => context[site].identity < 0,
  'takes no writes': ({ context }, site) => context[site].sealed === 1,
  'content torn': (state, site) => torn(state, { site }),
  'may lack writes': ({ context }, site) => context[site].lost !== nothing,
  'in the journal only': ({ context }, site) => context[site].latent !== nothing,
  'name taken': ({ context }, site) => context[site].nameOnly === 1,
  'unknown to the daemons': ({ context }, site) => context[site].unseen === 1,
  'stray journal': ({ context }, site) => context[site].journal === 'stray',
  'broken journal': ({ context }, site) => context[site].journal === 'broken',
  'without its journal': ({ context }, site) => context[site].bare === 1,
  'journaling feature': ({ context }, site) => context[site].journaling === 1,
  'image in the trash': ({ context }, site) => context[site].binned >= 0,
  'snapshot schedule': ({ context }, site) => context[site].scheduled === 1,
  disconnected: (state, site) => disconnected(state, { site }),
  'replayer told to stop': ({ context }, site) => isHalted(context, site),
  'syncs held up': (state, site) => state[site].supply === 'held',
  'syncs of the parent held up': (state, site) => state[site].parentSupply === 'held',
  'parent in the trash': ({ context }, site) => context[site].parentGone === 1,
} as const satisfies Readonly<Record<string, (state: PairState, site: Site) => boolean>>;

/** See above. */
export type Flag = keyof typeof tests;

const isFlag = (name: string): name is Flag => name in tests;

/** Everything that can be said. */
export const flags: readonly Flag[] = Object.keys(tests).filter(isFlag);

/** What is to be said of a site. */
export const flagsAt = (state: PairState, site: Site): readonly Flag[] =>
  flags.filter((flag) => tests[flag](state, site));
