import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from './error.ts';
import { tools } from './preflight.ts';
import { type ReleaseName, titleOf } from './release.ts';
import { rootsFolder } from './root.ts';
import { cephPrograms, softwareAtHand } from './software.ts';

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

const whyMissing = (programs: readonly string[]): string | undefined => {
  const missing = programs.filter((program) => !installed(program));
  if (missing.length > 0) return `${missing.join(', ')} not installed`;
  return process.getuid?.() === 0 ? undefined : 'not root';
};

/** Why a lab cannot be had on this machine, as far as a glance tells; undefined if it can. */
export const whyNoLab = (): string | undefined =>
  whyMissing([...Object.keys(cephPrograms), ...Object.keys(tools)]);

const whyNoRelease = async (release: ReleaseName): Promise<string | undefined> => {
  const missing = whyMissing(Object.keys(tools));
  if (missing !== undefined) return missing;
  try {
    if (await softwareAtHand(release)) return undefined;
  } catch (thrown) {
    return messageOf(thrown);
  }
  return `${titleOf(release)} is neither installed nor in ${rootsFolder}`;
};

const { SPLITBRAIN_REQUIRE_CEPH = '' } = process.env;

/** Whether tests of what this machine may lack run, and fail, in any case. */
export const mustBeTested = !['', '0'].includes(SPLITBRAIN_REQUIRE_CEPH);

/**
 * As whyNoLab, for tests. They run, and fail, in any case where SPLITBRAIN_REQUIRE_CEPH is set: to
 * 1, or to the names of the releases that are required.
 */
export const whySkipped = (): string | undefined => (mustBeTested ? undefined : whyNoLab());

/** As whySkipped, for tests of one release; SPLITBRAIN_REQUIRE_CEPH=reef,tentacle names some. */
export const whyReleaseSkipped = async (release: ReleaseName): Promise<string | undefined> =>
  SPLITBRAIN_REQUIRE_CEPH.split(',').includes(release) ? undefined : whyNoRelease(release);
