#!/usr/bin/env bash
# Shows that a client which is killed while it promotes an image of snapshot mode can leave a primary that takes no
# writes, and that to promote it again is refused. See lib.sh and many-images.sh.
OBJECTS=${OBJECTS:-16}
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/many-images.sh"

prepare() {
  must a mirror image enable "$IMAGE" snapshot
  must a mirror image demote "$IMAGE"
}
what_is_left() {
  primary || return $TOO_SOON
  a info "$IMAGE" | grep -q 'features:.* non-primary' || return $TOO_LATE
}
kill_until_shown mirror image promote IMAGE

write() { answer_of a bench --io-type write --io-size 4K --io-threads 1 --io-total 4K "$IMAGE"; }
say "rbd info: $(a info "$IMAGE" | sed -n 's/^\t\(features\|mirroring primary\): /\1: /p' | paste -sd';')"
refused=$(write)
[ "$refused" -ne 0 ] || not_shown "it takes writes"
say "a write comes to $refused; to promote it again to $(answer_of a mirror image promote "$IMAGE"), and by \
force to $(answer_of a mirror image promote --force "$IMAGE")"
[ "$(write)" -ne 0 ] || not_shown "it takes writes once it was promoted again"
say "after that a write comes to $(write); demoting it, and promoting it again"
must a mirror image demote "$IMAGE"
must a mirror image promote "$IMAGE"
[ "$(write)" -eq 0 ] || not_set_up "it takes no writes after that either"
shown "a client killed while it promoted an image left a primary that took no writes until it was demoted and promoted"
