import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ReleaseName } from './release.ts';

const { SPLITBRAIN_CEPH_ROOTS } = process.env;

/**
 * The folder with a root folder for each release that the machine itself does not have:
 * SPLITBRAIN_CEPH_ROOTS, or /var/cache/splitbrain/ceph.
 */
export const rootsFolder = resolve(SPLITBRAIN_CEPH_ROOTS || '/var/cache/splitbrain/ceph');

/** Where the root folder of a release is, or would be. */
export const rootOf = (name: ReleaseName): string => join(rootsFolder, name);

/** The root folder of a release, if it is there. One is complete as soon as it has this name. */
export const rootAtHand = (name: ReleaseName): string | undefined =>
  existsSync(join(rootOf(name), 'usr/bin/ceph-mon')) ? rootOf(name) : undefined;

/** Folders of a root that a lab cannot lie in: its site sees the release's own there. */
export const readOnlyInRoot = ['/usr', '/etc', '/bin', '/sbin', '/lib', '/lib64'];

/**
 * Puts the process that runs it into a root folder, and keeps the mount namespace that it is in:
 * a tmpfs with the release's programs (read-only), the machine's /proc, /sys and /dev, and the lab
 * by the same path as outside, so that sockets and configuration have one name. The root folder
 * itself is never written, and all the mounts end with the namespace.
 */
const enter = `set -e
root=$1 lab=$2 new=$3
mount -t tmpfs -o mode=755 splitbrain "$new"
cd "$new"
mkdir usr etc proc sys dev run tmp var
for link in "$root"/*; do
  if [ -L "$link" ]; then cp -P "$link" .; fi
done
mount -o bind,ro "$root/usr" usr
mount -o bind,ro "$root/etc" etc
for machine in proc sys dev; do mount --rbind "/$machine" "$machine"; done
mkdir -p ".$lab"
mount --bind "$lab" ".$lab"
exec chroot . sleep infinity`;

/** The command that keeps a site's namespaces: inside a root folder, or in the machine's own. */
export const keeperCommand = (lab: string, mountPoint: string, root?: string): string[] =>
  root === undefined ? ['sleep', 'infinity'] : ['sh', '-c', enter, 'enter', root, lab, mountPoint];
