import type { Check, CinderTest } from './cinder-test.ts';
import { create, restart, retype, settle, write } from './situations.ts';

const check = (steps: Check['steps'], shows: Check['shows']): readonly Check[] => [
  { driver: 'cinder', steps, shows },
];

const clones = 'the protocol asks for no clones yet';

const enabling = [
  'a create(1073741824,22)',
  'a update_features(64,true)',
  'a mirror_image_enable()',
];

/** Cinder's tests of making volumes, and of changing their types. */
export const ofVolumes: readonly CinderTest[] = [
  {
    test: 'test_setup_volume_with_replication',
    asserts: 'replication is enabled once, and its update given back',
    clusters:
      'told `enabled` at once; there is no copy yet, and nobody has asked whether there is a peer',
    standing: 'as asserted',
    checks: check([create(1)], { told: 'enabled', calls: enabling, found: [] }),
  },
  {
    test: 'test_setup_volume_without_replication',
    asserts: 'nothing, or `disabled` where there are targets',
    clusters: '`disabled`, and the image is not mirrored',
    standing: 'as asserted',
    checks: check([create(1, 'plain')], {
      told: 'disabled',
      calls: ['a create(1073741824,22)'],
      found: [],
    }),
  },
  {
    test: 'test_enable_replication',
    asserts:
      'features that are missing are turned on, exclusive-lock first; enabled without arguments',
    clusters:
      'with the usual features journaling is turned on, and the image mirrored by its journal; with others: not within reach',
    standing: 'as asserted',
    checks: check([create(1, 'plain'), retype(1, 'replicated')], {
      told: 'enabled',
      calls: enabling.slice(1),
      found: [],
    }),
  },
  {
    test: 'test_disable_replication',
    asserts: 'disabled; then journaling is turned off, then exclusive-lock, if they were turned on',
    clusters:
      'librbd turns journaling off with mirroring (since Octopus), and refuses to turn it off twice: mirroring is off, and the request fails',
    standing: 'contradicted',
    checks: check([create(1), settle, retype(1, 'plain')], {
      answer: 'ReplicationError',
      told: 'enabled',
      calls: ['a mirror_image_disable(false)', 'a update_features(64,false) InvalidArgument'],
      found: [
        'works-when-all-is-well: retype replicated to plain: ReplicationError',
        'status-tells-the-truth: retype ReplicationError, told enabled, is unmirrored',
      ],
    }),
  },
  {
    test: 'test_create_volume',
    asserts: 'arguments of `create`; not mirrored',
    clusters: 'so it is',
    standing: 'as asserted',
    checks: check([create(1, 'plain'), settle], { told: 'disabled', found: [] }),
  },
  {
    test: 'test_create_volume_replicated',
    asserts: 'mirrored, and the update given back',
    clusters: 'so it is, and the copy follows',
    standing: 'as asserted',
    checks: check([create(1), write, settle], { told: 'enabled', found: [] }),
  },
  {
    test: 'test_manage_existing_replicated_type',
    asserts: 'renamed, and `enabled`',
    clusters: 'the protocol does not ask for it; Cinder 21.3.1 renames, and enables nothing',
    standing: 'out of reach',
  },
  {
    test: 'test_manage_existing_multiattach_type',
    asserts: 'the features that were there are kept',
    clusters: 'as above',
    standing: 'out of reach',
  },
  ...[
    'test_create_cloned_volume_same_size',
    'test_create_cloned_volume_replicated',
    'test_create_cloned_volume_different_size',
    'test_create_cloned_volume_max_depth',
    'test_create_cloned_volume_w_clone_exception',
    'test_clone',
    'test_clone_replicated',
    'test_clone_image_replication',
    'test_create_vol_from_snap_replication',
  ].map(
    (test): CinderTest => ({
      test,
      asserts: 'one snapshot, one clone, mirrored if its type says so; undone where that fails',
      clusters: clones,
      standing: 'out of reach',
    }),
  ),
  {
    test: 'test_update_volume_stats',
    asserts: '`replication_enabled`, and the targets with `default`',
    clusters: 'the manager believes them: the service is `enabled` when it has started',
    standing: 'as asserted',
    checks: [
      {
        driver: 'cinder-manager',
        steps: [restart],
        shows: { answer: 'ok', found: [], service: { replication_status: 'enabled', up: true } },
      },
    ],
  },
  {
    test: 'test_retype',
    asserts: 'done, and `disabled` where there are targets',
    clusters: 'so it is, from a plain volume to one for several clients',
    standing: 'as asserted',
    checks: check([create(1, 'plain'), retype(1, 'multiattach')], {
      answer: 'ok',
      told: 'disabled',
      found: [],
    }),
  },
  {
    test: 'test_retype_replicated',
    asserts:
      'done, whatever the old and the new type (`_enable_replication` and `_disable_replication` are mocked, and swapped)',
    clusters: 'done to a replicated type; from one to another it fails each time, see above',
    standing: 'contradicted',
    checks: [
      ...check([create(1, 'plain'), retype(1, 'replicated'), settle], {
        told: 'enabled',
        found: [],
      }),
      ...check([create(1), settle, retype(1, 'plain'), settle], {
        told: 'enabled',
        found: [
          'works-when-all-is-well: retype replicated to plain: ReplicationError',
          'status-tells-the-truth: retype ReplicationError, told enabled, is unmirrored',
        ],
      }),
    ],
  },
];
