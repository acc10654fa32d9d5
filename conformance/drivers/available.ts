import { existsSync } from 'node:fs';
import { installedCinder } from './choice.ts';

const { SPLITBRAIN_REQUIRE_CEPH = '' } = process.env;

/**
 * Why Cinder's driver cannot be run on this machine; undefined if it can. Tests that ask run, and fail, in any case
 * where SPLITBRAIN_REQUIRE_CEPH is set.
 */
export const whyNoCinder = (): string | undefined =>
  existsSync(installedCinder) || !['', '0'].includes(SPLITBRAIN_REQUIRE_CEPH)
    ? undefined
    : 'python3-cinder is not installed';
