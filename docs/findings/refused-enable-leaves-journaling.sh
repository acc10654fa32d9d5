#!/usr/bin/env bash
# Shows that a refused request to mirror by journal leaves the journaling feature on. Needs nothing but A.
. "$(dirname "$0")/lib.sh"
make_image

say "mirroring it by snapshot, and asking for journal mode as well"
must a mirror image enable "$IMAGE" snapshot
a mirror image enable "$IMAGE" journal >/dev/null 2>&1
answer=$?
[ $answer -eq 22 ] || not_set_up "journal mode should be refused with 22 (EINVAL), and came to $answer"
features=$(a info "$IMAGE" | sed -n 's/^\tfeatures: //p')
say "refused with 22 (EINVAL); features now: $features"
[[ "$features" == *journaling* ]] || not_shown "the refused request changed nothing"
a feature disable "$IMAGE" journaling >/dev/null 2>&1
say "to disable journaling again came to $?; mirroring is still by $(a info "$IMAGE" | sed -n 's/^\tmirroring mode: //p')"
shown "the refused request left journaling on: every write is written twice from now on"
