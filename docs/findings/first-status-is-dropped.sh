#!/usr/bin/env bash
# Shows that a new copy has no status of its own for up to half a minute, though it is copied whole and its
# peer shows it as replaying. Needs nothing but the two clusters.
# The daemon writes all statuses each 30 s, so it matters when in this half minute an image is made: three
# are tried, each right after the last one had its status.
OBJECTS=16
. "$(dirname "$0")/lib.sh"

longest=0
for try in 1 2 3; do
  make_image
  mirror_by_snapshot
  began=$SECONDS
  say "copied; B says: $(status b)"
  until_true status_is b 'up+replaying*' ||
    shown "$PATIENCE s after its image was copied B has no status of its own: $(status b)"
  took=$((SECONDS - began))
  say "B said that it replays $took s after its image was copied"
  [ $took -gt $longest ] && longest=$took
  remove a >/dev/null 2>&1
  until_true gone b || not_set_up "the copy of a removed image does not go"
done
[ $longest -lt 10 ] && not_shown "each time B had a status of its own within $longest s"
shown "B said 'status not found' for $longest s after its image was copied"
