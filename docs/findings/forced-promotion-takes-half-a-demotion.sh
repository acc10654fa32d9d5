#!/usr/bin/env bash
# Shows that a forced promotion rolls nothing back where the demotion is copied in part: the new primary is
# a mix of two points in time, and the old one then says that it replays, though the two differ for good.
# Needs B_STOP_MIRROR and B_START_MIRROR; see lib.sh.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/half-demotion.sh"
half_demotion

say "promoting B by force (it may wait for the dead daemon's watch and lock to expire, 30 s)"
must timeout 120 $B_RBD --pool "$POOL" mirror image promote --force "$IMAGE"
judge_promoted "$(whole 1)" "B went back to the newest complete mirror snapshot"
