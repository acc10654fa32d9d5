#!/usr/bin/env bash
# Shows that a copy which holds a demotion snapshot in part is not deleted when mirroring of its peer is
# disabled, and that it keeps the next image of its name from being mirrored.
# Needs B_STOP_MIRROR and B_START_MIRROR; see lib.sh.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/half-demotion.sh"
half_demotion

say "disabling mirroring at A by force, and starting B's mirror daemon again"
must a mirror image disable --force "$IMAGE"
act B_START_MIRROR
if until_true gone b; then
  not_shown "B deleted its copy"
fi
say "after $PATIENCE s the copy is still at B: $(newest_at_b | sed 's/.*mirror (/mirror (/')"

say "mirroring the image at A anew"
must a mirror image enable "$IMAGE" snapshot
sleep 15
shown "the copy stays at B, and is in the way of the next: $(status b)"
