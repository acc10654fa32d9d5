#!/usr/bin/env bash
# Shows that a forced promotion is accepted while the first copy by journal is under way: the new primary is
# a mix of what had arrived and of zeros. In snapshot mode that is refused. Needs nothing but the two clusters.
. "$(dirname "$0")/lib.sh"
make_image
write_generation 1

say "mirroring it by journal, and promoting B by force during the first sync"
must a mirror image enable "$IMAGE" journal
begins() { b snap ls --all "$IMAGE" 2>/dev/null | grep -q '\.rbd-mirror\.'; }
until_true begins || not_set_up "B does not begin its first sync"
sleep 0.3
said=$(timeout 120 $B_RBD --pool "$POOL" mirror image promote --force "$IMAGE" 2>&1)
answer=$?
[ $answer -eq 0 ] || not_shown "the promotion is refused ($answer): $(tail -n 1 <<<"$said")"
sleep 5
torn=$(content b)
say "promoted, and B now holds $torn"
[ "$torn" = "$(whole 1)" ] && not_set_up "the first sync was complete before it could be caught: raise OBJECTS"
shown "B was promoted with $torn; A holds $(content a)"
