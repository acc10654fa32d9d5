#!/usr/bin/env bash
# Shows a split-brain that is none: journal mode, a planned failover while the mirror daemon of the
# primary's site is not running.
#
# Needs two clusters, A and B, that mirror POOL both ways in image mode, with a mirror daemon at each.
# Tell how to reach them by these variables:
#   A_RBD, B_RBD     the rbd command of each cluster   (e.g. A_RBD="rbd --cluster site-a")
#   A_STOP, A_START  commands that stop and start the mirror daemon of A
# Ends with 0 where the bug shows, 1 where it does not, 2 where it could not be set up.
set -u
: "${A_RBD:=rbd --cluster site-a}" "${B_RBD:=rbd --cluster site-b}" "${POOL:=mirror}"
: "${A_STOP:=systemctl stop ceph-rbd-mirror.target}" "${A_START:=systemctl start ceph-rbd-mirror.target}"
image=$POOL/late-daemon-$$

clean_up() {
  for rbd in "$B_RBD" "$A_RBD" "$B_RBD"; do
    $rbd mirror image disable --force "$image"
    $rbd snap purge --no-progress "$image"
    $rbd rm --no-progress "$image"
  done >/dev/null 2>&1
}
trap clean_up EXIT

fail() { echo "could not be set up: $1" >&2; exit 2; }
# Waits up to a minute and a half until the status of the image at a cluster says $2.
until_says() {
  for _ in $(seq 180); do
    $1 mirror image status "$image" 2>/dev/null | grep -m1 description: | grep -Eq "$2" && return 0
    sleep 0.5
  done
  return 1
}

# The primary's daemon stands still from before the image is mirrored until after the failover.
bash -c "$A_STOP" || fail 'A_STOP failed'
$A_RBD create "$image" --size 16M --image-feature layering,exclusive-lock || fail 'no image'
$A_RBD mirror image enable "$image" journal || fail 'mirroring cannot be enabled'
until_says "$B_RBD" '^ *description: *replaying' || fail 'B does not replay'

# Some acknowledged writes, and a planned failover: demote, wait for it to arrive, promote.
$A_RBD bench --io-type write --io-size 4K --io-total 64K "$image" >/dev/null || fail 'no write'
$A_RBD mirror image demote "$image" || fail 'no demotion'
until_says "$B_RBD" 'remote image is not primary' || fail 'the demotion does not arrive'
before=$($A_RBD export --no-progress "$image" - | md5sum)
[ "$before" = "$($B_RBD export --no-progress "$image" - | md5sum)" ] || fail 'the copies differ'
$B_RBD mirror image promote "$image" || fail 'no promotion'

# Both copies are equal, nobody wrote since: the old primary has nothing that the new one lacks.
bash -c "$A_START" || fail 'A_START failed'
until_says "$A_RBD" 'split-brain|replaying' || fail 'A says nothing of the image'
$A_RBD mirror image status "$image" | grep -m1 description:
if $A_RBD mirror image status "$image" | grep -m1 description: | grep -q split-brain; then
  echo 'shown: split-brain after a planned failover, with equal copies'
  exit 0
fi
echo 'not shown: the old primary replays'
exit 1
