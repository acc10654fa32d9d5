#!/usr/bin/env bash
# Shows that a refused request to disable mirroring forgets a resync that was asked for before: a copy that has
# diverged stays split-brain, where it should be made anew. See lib.sh.
. "$(dirname "$0")/lib.sh"
make_image
mirror_by_snapshot

say "demoting A, and waiting until B has that"
must a mirror image demote "$IMAGE"
wait_copied
until_true status_is b 'up+unknown*' || not_set_up "B does not find that A is no primary"

say "asking for a resync of B, which waits for a primary"
must b mirror image resync "$IMAGE"
b mirror image disable "$IMAGE" >/dev/null 2>&1
answer=$?
[ $answer -eq 22 ] || not_set_up "to disable a copy should be refused with 22 (EINVAL), and came to $answer"
say "to disable mirroring at B is refused with 22 (EINVAL)"

say "both are promoted, A by force, and written to; then B is demoted"
must b mirror image promote "$IMAGE"
must a mirror image promote --force "$IMAGE"
must b bench --io-type write --io-size 64K --io-threads 1 --io-total 64K "$IMAGE"
must b mirror image demote "$IMAGE"

replays() { status_is b 'up+replaying*' && wait_copied; }
if until_true replays; then not_shown "B was made anew, as was asked for"; fi
say "after $PATIENCE s B says: $(status b)"
status_is b 'up+error, split-brain*' || not_set_up "that is neither replaying nor split-brain"
say "asking for the resync again"
must b mirror image resync "$IMAGE"
until_true replays || not_set_up "B is not made anew by that either"
shown "the resync was forgotten: B was made anew once it was asked for again"
