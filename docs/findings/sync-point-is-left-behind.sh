#!/usr/bin/env bash
# Shows that a journal copy whose first sync was cut short keeps the snapshot of its sync point for good, so
# that it cannot be removed.
# Needs B_STOP_MIRROR and B_START_MIRROR; see lib.sh.
. "$(dirname "$0")/lib.sh"
needs B_STOP_MIRROR B_START_MIRROR
make_image
write_generation 1

sync_points() { "$1" snap ls --all "$IMAGE" 2>/dev/null | grep -c '\.rbd-mirror\.'; }
has_sync_point() { [ "$(sync_points "$1")" -gt 0 ]; }

say "mirroring it by journal, and stopping B's mirror daemon during the first sync"
must a mirror image enable "$IMAGE" journal
until_true has_sync_point b || not_set_up "B does not begin its first sync"
act B_STOP_MIRROR
has_sync_point b || not_set_up "the first sync was complete before it could be caught: raise OBJECTS"

say "promoting B by force, and ending its mirroring"
must timeout 120 $B_RBD --pool "$POOL" mirror image promote --force "$IMAGE"
must b mirror image disable "$IMAGE"
say "B has $(sync_points b) sync point left, A has $(sync_points a)"
said=$(b rm --no-progress "$IMAGE" 2>&1)
answer=$?
[ $answer -eq 0 ] && not_shown "the copy can be removed"
shown "the copy cannot be removed ($answer): $(tail -n 1 <<<"$said")"
