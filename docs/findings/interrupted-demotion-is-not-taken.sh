#!/usr/bin/env bash
# Shows that a copy never takes the rest of a demotion snapshot once its mirror daemon was restarted while
# it was being copied, and that both sites then look as if the copy were ready to be promoted.
# Needs B_STOP_MIRROR and B_START_MIRROR; see lib.sh.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/half-demotion.sh"
half_demotion
demotion=$(newest_at_a)

say "starting B's mirror daemon again"
act B_START_MIRROR
if until_true copied "$demotion"; then
  not_shown "the rest of the demotion snapshot was copied"
fi
say "after $PATIENCE s: A is $(status a); B is $(status b)"
say "B's newest mirror snapshot: $(newest_at_b | sed 's/.*mirror (/mirror (/')"
shown "the demotion snapshot stays half-copied; B holds $(content b)"
