import type { Deviation } from './deviation.ts';
import { copyingUp, takingTears } from './tears.ts';

/** What releases do otherwise with clones and their parents. */
export const ofClones: readonly Deviation[] = [
  {
    name: 'copy-up-is-not-copied',
    about:
      'A write to a mirrored clone, or a flatten, copies data of the parent up to it; a copy that was ' +
      'made before does not take that over, and lacks it for good',
    releases: [16, 17, 18, 19, 20],
    always: true,
    source:
      'tracker.ceph.com/issues/61891, ceph/ceph pull request 55892 (open); seen on 16.2.15, 18.2.7 and 20.2.4',
    modes: ['snapshot'],
    effects: { write: copyingUp, flatten: copyingUp, finishSync: takingTears },
  },
  {
    name: 'clone-comes-before-its-parent',
    about:
      'A clone is copied while its parent is copied in part: it counts as whole and is promoted, and ' +
      'lacks what its parent lacks',
    releases: [16, 17, 18, 19, 20],
    source: 'ceph/ceph pull request 58455, open; seen on 16.2.15, 18.2.7 and 20.2.4',
    modes: ['snapshot'],
    conditions: { clonesEarly: () => () => true },
  },
];
