#!/usr/bin/env bash
# Shows that a client which is killed while it enables mirroring can leave an image that no mirror daemon learns
# of, and that to enable it again does nothing. MODE=journal does so by journal. See lib.sh and many-images.sh.
OBJECTS=${OBJECTS:-16}
MODE=${MODE:-snapshot}
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/many-images.sh"
ulimit -c 0

what_is_left() {
  enabled || return $TOO_SOON
  ! until_true there b || return $TOO_LATE
}
kill_until_shown mirror image enable IMAGE "$MODE"

say "after $PATIENCE s B has no copy; A says: $(a info "$IMAGE" |
  sed -n 's/^\t\(mirroring \(state\|primary\)\): /\1: /p' | paste -sd';'); its status: $(status a)"
say "to enable it again comes to $(answer_of a mirror image enable "$IMAGE" "$MODE")"
if until_true there b; then not_shown "B has a copy once the image was enabled again"; fi
say "after another $PATIENCE s B has no copy; disabling it, and enabling it"
must a mirror image disable "$IMAGE"
must a mirror image enable "$IMAGE" "$MODE"
until_true there b || not_set_up "B makes no copy of that either"
shown "a client killed while it enabled an image left one that no mirror daemon knew of"
