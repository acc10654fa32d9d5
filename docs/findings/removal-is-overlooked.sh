#!/usr/bin/env bash
# Shows that a journal replayer overlooks the removal of the image that it follows, if its site stood still
# for longer than a watch lives (30 s, unless osd_client_watch_timeout says otherwise). Where the mirror daemon
# alone stands still it shows less often.
# Needs B_PAUSE and B_GO_ON; see lib.sh. PAUSE is for how long to stand still, in seconds.
. "$(dirname "$0")/lib.sh"
needs B_PAUSE B_GO_ON
make_image
write_generation 1
mirror_by_journal

say "halting B for ${PAUSE:=40} s, and removing the image at A meanwhile"
act B_PAUSE
began=$SECONDS
must timeout 120 $A_RBD --pool "$POOL" rm --no-progress "$IMAGE"
sleep $((began + PAUSE > SECONDS ? began + PAUSE - SECONDS : 0))
act B_GO_ON

say "waiting up to $PATIENCE s for B to remove its copy"
until_true gone b && not_shown "B removed its copy"
shown "after $PATIENCE s the copy is still at B, and says that it is $(status b)"
