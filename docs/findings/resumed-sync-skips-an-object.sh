#!/usr/bin/env bash
# Shows that a sync which is resumed after the mirror daemon was restarted skips an object.
# Needs B_STOP_MIRROR, B_START_MIRROR, CUT and HEAL; see lib.sh. The cut makes sure that the object which is
# being copied does not arrive, and that the daemon has time to note how far it is.
. "$(dirname "$0")/lib.sh"
needs B_STOP_MIRROR B_START_MIRROR CUT HEAL
make_image

write_generation 1
mirror_by_snapshot

write_generation 2
say "taking a mirror snapshot, and cutting the network while it is copied"
must a mirror image snapshot "$IMAGE"
catch_half_way act CUT
sleep 3
say "B's newest mirror snapshot: $(newest_at_b | sed 's/.*mirror (/mirror (/')"

say "restarting B's mirror daemon, and mending the network"
act B_STOP_MIRROR
act HEAL
act B_START_MIRROR
wait_copied
after=$(content b)
say "A holds $(content a)"
say "B holds $after, and is $(status b)"
[ "$after" = "$(whole 2)" ] && not_shown "the resumed sync copied every object"
shown "the mirror snapshot counts as copied, and B holds $after"
