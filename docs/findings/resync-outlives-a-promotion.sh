#!/usr/bin/env bash
# Shows that a resync which was asked for while the peer could not be reached throws away what was promoted, written
# to and demoted since: once the network is back, and with no primary to make it anew from. Needs CUT and HEAL; see lib.sh.
. "$(dirname "$0")/lib.sh"
needs CUT HEAL
make_image
write_generation 1
mirror_by_journal

say "cutting the network, and demoting A"
act CUT
must a mirror image demote "$IMAGE"

say "asking for a resync of B, of which nothing comes, and promoting B by force"
must b mirror image resync "$IMAGE"
sleep 3
must b mirror image promote --force "$IMAGE"
say "writing to B, and demoting it for the failback"
until_true b bench --io-type write --io-size 4K --io-total 64K --io-threads 1 "$IMAGE" >/dev/null 2>&1 ||
  not_set_up "B takes no writes"
until_true b mirror image demote "$IMAGE" >/dev/null 2>&1 || not_set_up "B cannot be demoted"
act HEAL

say "waiting up to 45 s to see what becomes of the image at B"
PATIENCE=45 until_true gone b || not_shown "the image is still there: $(status b)"
shown "the image at B is gone with what was written to it, and A is no primary: $(status a)"
