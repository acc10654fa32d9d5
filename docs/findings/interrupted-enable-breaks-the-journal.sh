#!/usr/bin/env bash
# Shows that a client which is killed while it enables mirroring by journal can leave a journal without the client
# that every journal has, and that whoever enables the image again crashes. See lib.sh and many-images.sh.
OBJECTS=${OBJECTS:-16}
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/many-images.sh"
ulimit -c 0

what_is_left() {
  a journal status --journal "$(id)" >/dev/null 2>&1 || return $TOO_SOON
  journal_is_broken || return $TOO_LATE
}
kill_until_shown mirror image enable IMAGE journal

say "rbd journal status: $(a journal status --journal "$(id)" | sed -n '/registered/,$p' | paste -sd' ')"
crashes() { [ "$(answer_of a "$@")" -ge 134 ]; }
for again in 1 2; do
  crashes mirror image enable "$IMAGE" journal || not_shown "to enable it again comes to an answer"
done
say "to enable it again crashes, each time"
crashes feature enable "$IMAGE" journaling && say "rbd feature enable crashes as well"
say "rbd info, a write and a snapshot: $(answer_of a info "$IMAGE"), $(answer_of a bench --io-type write \
  --io-size 4K --io-threads 1 --io-total 4K "$IMAGE"), $(answer_of a snap create --no-progress "$IMAGE@s")"
say "removing its journal with rados, and enabling it"
must mend_journal
must a mirror image enable "$IMAGE" journal
shown "a client killed while it enabled an image left a journal that crashed whoever enabled it again"
