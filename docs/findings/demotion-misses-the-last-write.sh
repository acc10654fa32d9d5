#!/usr/bin/env bash
# Shows that a planned failover by snapshot loses the last write that a client was acknowledged, where the
# client writes on while the image is demoted. See lib.sh.
. "$(dirname "$0")/lib.sh"
make_image
mirror_by_snapshot

say "a client writes 4 KiB after 4 KiB to A, uncached, the next once the last is acknowledged"
a bench --io-type write --io-size 4K --io-threads 1 --io-total $((OBJECTS * OBJECT_SIZE)) \
  --io-pattern seq --rbd_cache=false "$IMAGE" >/dev/null 2>&1 &
writer=$!
sleep 1.5
kill -0 $writer 2>/dev/null || not_set_up "the client was done before the demotion: give more OBJECTS"
must a mirror image demote "$IMAGE"
say "A is demoted; the client ends, for it is refused"
wait $writer

say "promoting B, without force, once it has the whole of the demotion"
wait_copied
promoted() { b mirror image promote "$IMAGE" >/dev/null 2>&1; }
until_true promoted || not_set_up "B is not promoted"

# The offset of each byte that differs, and what A and B hold there, one line for each.
differing() {
  cmp -l <(a export --no-progress "$IMAGE" - 2>/dev/null) <(b export --no-progress "$IMAGE" - 2>/dev/null)
}
lost=$(differing | awk '$3 == 0 { count++ } END { print count + 0 }')
say "bytes that A holds and B lacks: $lost"
[ "$lost" -gt 0 ] || not_shown "B has all that the client was acknowledged"
until_true status_is a 'up+*' || not_set_up "A says nothing"
say "A says: $(status a)"
shown "the new primary lacks $((lost / 4096)) acknowledged write(s) of 4 KiB, and A keeps what it lacks"
