import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { programs } from './preflight.ts';

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'.split(':');

const installed = (program: string): boolean =>
  path.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** Why a lab cannot be had on this machine, as far as a glance tells; undefined if it can. */
export const whyNoLab = (): string | undefined => {
  const missing = Object.keys(programs).filter((program) => !installed(program));
  if (missing.length > 0) return `${missing.join(', ')} not installed`;
  return process.getuid?.() === 0 ? undefined : 'not root';
};

/** As whyNoLab, for tests; SPLITBRAIN_REQUIRE_CEPH=1 makes them run, and fail, in any case. */
export const whySkipped = (): string | undefined => {
  const { SPLITBRAIN_REQUIRE_CEPH } = process.env;
  return SPLITBRAIN_REQUIRE_CEPH === '1' ? undefined : whyNoLab();
};
