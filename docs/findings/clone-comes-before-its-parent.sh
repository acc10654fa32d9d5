#!/usr/bin/env bash
# Shows that the copy of a clone counts as whole, and is promoted without force, while its parent is copied in
# part: what it shows of the parent is not there yet. Needs nothing but the two clusters.
. "$(dirname "$0")/lib.sh"
make_image
write_generation 1
clone=$IMAGE-clone
images=("$clone" "$IMAGE")

say "making a clone of it, and mirroring both by snapshot, the parent first"
must a snap create --no-progress "$IMAGE@base"
must a clone --rbd-default-clone-format 2 --image-feature layering,exclusive-lock "$POOL/$IMAGE@base" "$POOL/$clone"
must a mirror image enable "$IMAGE" snapshot
must a mirror image enable "$clone" snapshot

# Runs a function of lib.sh on the clone in place of its parent.
of_clone() { local IMAGE=$clone; "$@"; }
of_parent=$(newest_at_a)

of_clone wait_copied
copied "$of_parent" && not_set_up "the parent was complete as soon as the clone: raise OBJECTS"
say "the copy of the clone is whole; that of the parent: $(newest_at_b | sed 's/.*mirror (/mirror (/')"

say "failing the clone over as planned: demoting A, waiting for the copy, promoting B"
must a mirror image demote "$clone"
of_clone wait_copied
said=$(timeout 120 $B_RBD --pool "$POOL" mirror image promote "$clone" 2>&1)
answer=$?
[ $answer -eq 0 ] || not_shown "the promotion is refused ($answer): $(tail -n 1 <<<"$said")"
torn=$(of_clone content b)
[ "$torn" = "$(whole 1)" ] && not_set_up "the parent was complete before the promotion: raise OBJECTS"
shown "B was promoted, without force, and holds $torn; A holds $(of_clone content a)"
