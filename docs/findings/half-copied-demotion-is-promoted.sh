#!/usr/bin/env bash
# Shows that a promotion without force is accepted while the demotion is copied in part, and that the old
# primary then says that it replays, though the two differ for good.
# Needs B_STOP_MIRROR and B_START_MIRROR; see lib.sh.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/half-demotion.sh"
half_demotion

say "promoting B, without force (it may wait for the dead daemon's lock to be broken)"
if ! said=$(timeout 120 $B_RBD --pool "$POOL" mirror image promote "$IMAGE" 2>&1); then
  not_shown "the promotion is refused: $(tail -n 1 <<<"$said")"
fi
judge_promoted "$(whole 2)" "B was promoted with all that A had"
