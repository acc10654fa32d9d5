import type { Check, CinderTest } from './cinder-test.ts';
import { create, retype } from './situations.ts';

const check = (steps: Check['steps'], shows: Check['shows']): readonly Check[] => [
  { driver: 'cinder', steps, shows },
];

const several = ['a create(1073741824,22)', 'a update_features(28,false)'];

/** Cinder's tests of what replication excludes. */
export const ofMultiattach: readonly CinderTest[] = [
  {
    test: 'test_multiattach_exclusions',
    asserts: 'exclusive-lock, object-map, fast-diff and journaling',
    clusters: 'those of them that are there are turned off',
    standing: 'as asserted',
    checks: check([create(1, 'multiattach')], { told: 'disabled', calls: several, found: [] }),
  },
  {
    test: 'test_enable_multiattach',
    asserts: 'they are turned off, and what was there is kept',
    clusters: 'so it is',
    standing: 'as asserted',
    checks: check([create(1, 'plain'), retype(1, 'multiattach')], {
      calls: ['a update_features(28,false)'],
      found: [],
    }),
  },
  {
    test: 'test_enable_multiattach_no_features',
    asserts: 'nothing is turned off where nothing is on (not in Cinder 21.3.1)',
    clusters: 'takes an image without features: not within reach',
    standing: 'out of reach',
  },
  {
    test: 'test_disable_multiattach',
    asserts: 'what was kept is turned on again',
    clusters:
      'so it is to a plain type; to a replicated one it is done twice, and librbd refuses the second time: mirrored, and the request fails',
    standing: 'hides a defect',
    checks: [
      ...check([create(1, 'multiattach'), retype(1, 'plain')], {
        answer: 'ok',
        calls: ['a update_features(28,true)'],
        found: [],
      }),
      ...check([create(1, 'multiattach'), retype(1, 'replicated')], {
        answer: 'RBDDriverException',
        told: 'disabled',
        calls: [
          'a update_features(28,true)',
          'a update_features(64,true)',
          'a mirror_image_enable()',
          'a update_features(28,true) InvalidArgument',
        ],
        found: [
          'works-when-all-is-well: retype multiattach to replicated: RBDDriverException',
          'status-tells-the-truth: retype RBDDriverException, told disabled, is primary',
        ],
      }),
    ],
  },
  {
    test: 'test_disable_multiattach_no_features',
    asserts: 'nothing is turned on where nothing was off (not in Cinder 21.3.1)',
    clusters: 'as above',
    standing: 'out of reach',
  },
];
