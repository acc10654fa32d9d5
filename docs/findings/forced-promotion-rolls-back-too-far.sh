#!/usr/bin/env bash
# Shows that a forced promotion in the middle of a sync goes back one sync too far.
# Needs B_STOP_MIRROR and B_START_MIRROR; see lib.sh.
. "$(dirname "$0")/lib.sh"
needs B_STOP_MIRROR B_START_MIRROR
make_image

write_generation 1
mirror_by_snapshot

write_generation 2
say "taking a mirror snapshot, and waiting until it is copied whole"
must a mirror image snapshot "$IMAGE"
wait_copied
before=$(content b)
[ "$before" = "$(whole 2)" ] || not_set_up "the copy should hold generation 2, and holds $before"

write_generation 3
say "taking a mirror snapshot, and stopping B's mirror daemon while it is copied"
must a mirror image snapshot "$IMAGE"
catch_half_way act B_STOP_MIRROR

say "promoting B by force (it may wait for the dead daemon's watch to expire, 30 s)"
must timeout 120 $B_RBD --pool "$POOL" mirror image promote --force "$IMAGE"
after=$(content b)
say "B now holds $after"
[ "$after" = "$(whole 2)" ] && not_shown "B went back to the newest complete mirror snapshot"
shown "B should hold $(whole 2), its newest complete mirror snapshot, and holds $after"
