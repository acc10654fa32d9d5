#!/usr/bin/env bash
# Shows that a snapshot copy obeys a resync although its peer has been demoted: the copy is thrown away, and
# there is no primary to make it anew from. Needs nothing but the two clusters.
. "$(dirname "$0")/lib.sh"
make_image
write_generation 1
mirror_by_snapshot

write_generation 2
say "demoting A, and asking for a resync of B while it copies the demotion snapshot"
must a mirror image demote "$IMAGE"
catch_half_way must b mirror image resync "$IMAGE"

say "waiting up to $PATIENCE s to see what becomes of the copy"
until_true gone b || not_shown "the copy is still there, and waits for a primary"
sleep 10
there b && not_shown "the copy was made anew"
shown "the copy at B is gone, and A is no primary: $(status a)"
