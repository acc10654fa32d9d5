#!/usr/bin/env bash
# Shows that a forced promotion gives no answer while the peer is away, if its loss interrupted a sync.
# Needs CUT and HEAL; see lib.sh.
. "$(dirname "$0")/lib.sh"
needs CUT HEAL
make_image

write_generation 1
mirror_by_snapshot

write_generation 2
say "taking a mirror snapshot, and cutting the network while it is copied"
must a mirror image snapshot "$IMAGE"
catch_half_way act CUT

say "promoting B by force, with $PATIENCE s to answer"
began=$SECONDS
timeout "$PATIENCE" $B_RBD --pool "$POOL" mirror image promote --force "$IMAGE"
answer=$?
took=$((SECONDS - began))
[ $answer -eq 0 ] && not_shown "the promotion was done after $took s"
[ $answer -eq 124 ] || not_set_up "the promotion failed with $answer"
say "B is $(status b)"
shown "the forced promotion gave no answer in $PATIENCE s"
