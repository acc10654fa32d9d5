import type { CinderTest } from './cinder-test.ts';
import { ofConfiguration } from './configuration-tests.ts';
import { ofFailover } from './failover-tests.ts';
import { ofMultiattach } from './multiattach-tests.ts';
import { ofVolumes } from './volume-tests.ts';

/** The tests of `cinder/tests/unit/volume/drivers/test_rbd.py` that are about replication, in its order. */
export const driverTests: readonly CinderTest[] = [
  ...ofConfiguration,
  ...ofVolumes,
  ...ofFailover,
  ...ofMultiattach,
];
