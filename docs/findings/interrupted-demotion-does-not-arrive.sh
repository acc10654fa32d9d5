#!/usr/bin/env bash
# Shows that a client which is killed while it demotes an image can leave a demotion that the peer never learns
# of, and that to demote it again is refused. MODE=journal does so by journal. See lib.sh and many-images.sh.
OBJECTS=${OBJECTS:-16}
MODE=${MODE:-snapshot}
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/many-images.sh"

prepare() { must a mirror image enable "$IMAGE" "$MODE"; }
ready() {
  [ "$MODE" = journal ] || wait_copied
  [ "$MODE" = snapshot ] || until_true status_is b 'up+replaying*' || not_set_up "B does not replay $IMAGE"
}
# Whether B has the demotion: whole, or the entry of the journal that tells of it.
arrived() {
  if [ "$MODE" = snapshot ]; then copied "$(newest_at_a)"; else status_is b 'up+unknown, remote image is not*'; fi
}
what_is_left() {
  ! primary || return $TOO_SOON
  ! until_true arrived || return $TOO_LATE
}
kill_until_shown mirror image demote IMAGE

say "after $PATIENCE s: A is no primary, and B says: $(status b)"
[ "$MODE" = journal ] || say "A's newest mirror snapshot: $(a snap ls --all --format json "$IMAGE" |
  sed 's/.*"state":\("[a-z]*"\).*\("complete":[a-z]*\).*/\1, \2/')"
say "to demote A again comes to $(answer_of a mirror image demote "$IMAGE"), to promote B to \
$(answer_of b mirror image promote "$IMAGE")"
if until_true arrived; then not_shown "the demotion arrived once it was repeated"; fi
say "promoting A, and demoting it again"
must a mirror image promote "$IMAGE"
must a mirror image demote "$IMAGE"
until_true arrived || not_set_up "B does not learn of that either"
shown "a client killed while it demoted an image left a demotion that never reached B"
