import type { CinderTest } from './cinder-test.ts';
import { ofTheApi } from './manager-api-tests.ts';
import { ofCompletion, ofRefusals } from './manager-failover-tests.ts';
import { ofModels } from './manager-model-tests.ts';

/** The tests of `cinder/tests/unit/volume/test_replication_manager.py`, in its order. */
export const managerTests: readonly CinderTest[] = [
  ...ofRefusals,
  ...ofTheApi,
  ...ofCompletion,
  ...ofModels,
];
