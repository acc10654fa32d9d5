#!/usr/bin/env bash
# Shows that a snapshot copy obeys a resync that was asked for while its peer could not be reached, although the peer was
# demoted meanwhile: the copy is thrown away, and there is no primary to make it anew from. Needs CUT and HEAL; see lib.sh.
. "$(dirname "$0")/lib.sh"
needs CUT HEAL
make_image
write_generation 1
mirror_by_snapshot

say "cutting the network, demoting A, and asking for a resync of B"
act CUT
must a mirror image demote "$IMAGE"
must b mirror image resync "$IMAGE"
sleep 3
act HEAL

say "waiting up to 45 s to see what becomes of the copy"
PATIENCE=45 until_true gone b || not_shown "the copy is still there, and waits for a primary"
sleep 10
there b && not_shown "the copy was made anew"
shown "the copy at B is gone, and A is no primary: $(status a)"
