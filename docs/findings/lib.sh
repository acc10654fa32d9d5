# What the scripts of this folder share; each reads it first. They need bash, GNU coreutils and the rbd
# command, nothing else.
#
# Two clusters, A and B, mirror a pool both ways, each with an rbd-mirror daemon. The environment says how to
# reach them:
#
#   A_RBD, B_RBD     the rbd command at each cluster           default: rbd --cluster a, rbd --cluster b
#   POOL             the pool, mirrored per image              default: rbd
#   B_STOP_MIRROR    ends B's rbd-mirror at once (kill -9)     only where a script says so, as all below
#   B_START_MIRROR   starts it again
#   CUT, HEAL        cut and mend the network between A and B
#   B_PAUSE, B_GO_ON halt every Ceph process of B (kill -STOP), and let them go on (kill -CONT)
#   B_PAUSE_OSD, B_GO_ON_OSD  the same of B's OSDs alone
#   OBJECTS          the size of the image, in objects of 64 KiB  default: 2048
#   PATIENCE         seconds to wait for what should happen       default: 90
#
# For example, with the daemon in a systemd unit of another machine, reached from here by ssh:
#
#   A_RBD='ssh a rbd' B_RBD='ssh b rbd' POOL=images \
#   B_STOP_MIRROR='ssh b systemctl kill -s KILL ceph-rbd-mirror@b' \
#   B_START_MIRROR='ssh b systemctl start ceph-rbd-mirror@b' ./resumed-sync-skips-an-object.sh
#
# A script ends with 0 if it showed the bug, 1 if the clusters did what they should, and 2 if it could not
# be set up. It leaves nothing behind.

A_RBD=${A_RBD:-rbd --cluster a}
B_RBD=${B_RBD:-rbd --cluster b}
POOL=${POOL:-rbd}
OBJECTS=${OBJECTS:-2048}
PATIENCE=${PATIENCE:-90}
IMAGE=finding-$$
# All that is to be removed in the end, the clones before what they are clones of.
images=("$IMAGE")
begun=
OBJECT_SIZE=65536
# What a generation writes, again and again: a line of 16 bytes, so that objects hold whole lines.
LINE='generation %04d'

a() { $A_RBD --pool "$POOL" "$@"; }
b() { $B_RBD --pool "$POOL" "$@"; }

say() { echo "- $*"; }
shown() { echo "SHOWN: $*"; exit 0; }
not_shown() { echo "NOT SHOWN: $*"; exit 1; }
not_set_up() { echo "NOT SET UP: $*" >&2; exit 2; }

# Ends the script unless each of these variables says something.
needs() {
  local name
  for name; do
    [ -n "${!name}" ] || not_set_up "give $name: see $(dirname "$0")/lib.sh"
  done
}

# Runs what one of the variables above says.
act() { bash -c "${!1}" || not_set_up "$1 failed: ${!1}"; }

# Does something that has to work.
must() { "$@" >/dev/null || not_set_up "failed: $*"; }

# Repeats a test until it holds; false when that took longer than PATIENCE seconds.
until_true() {
  local end=$((SECONDS + PATIENCE))
  until "$@"; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.3
  done
}

clean_up() {
  local left=$?
  trap - EXIT
  [ -z "$HEAL" ] || bash -c "$HEAL"
  [ -z "$B_GO_ON" ] || bash -c "$B_GO_ON"
  [ -z "$B_GO_ON_OSD" ] || bash -c "$B_GO_ON_OSD"
  remove_all
  [ -z "$B_START_MIRROR" ] || bash -c "$B_START_MIRROR"
  remove_all
  exit $left
}

remove_all() {
  local IMAGE
  for IMAGE in "${images[@]}"; do
    { remove a; remove b; } >/dev/null 2>&1
  done
}

# Removes the image from a cluster, mirrored or not, primary or not.
remove() {
  timeout -v 60 bash -c "$(declare -f a b); A_RBD='$A_RBD' B_RBD='$B_RBD' POOL='$POOL'
    $1 mirror image disable --force $IMAGE
    $1 snap purge --no-progress $IMAGE
    $1 rm --no-progress $IMAGE"
}

# Begins: makes an image on A, of many small objects. Its copies are made one object after the other
# (rbd-mirror asks the image that it copies from how many at once), so that one is easily caught half-way.
make_image() {
  [ -n "$begun" ] || say "$(a --version 2>/dev/null)"
  begun=yes
  trap clean_up EXIT
  trap 'exit 2' INT TERM
  must a create --size $((OBJECTS * OBJECT_SIZE))B --object-size ${OBJECT_SIZE}B \
    --image-feature layering,exclusive-lock "$IMAGE"
  must a config image set "$POOL/$IMAGE" rbd_concurrent_management_ops 1
}

# A number as eight bytes, the least first, in the notation of printf.
eight_bytes() {
  local number=$1 i
  for i in 1 2 3 4 5 6 7 8; do
    printf '\\x%02x' $((number & 255))
    number=$((number >> 8))
  done
}

# Overwrites the whole image on A with generation $1, as a diff to be imported.
write_generation() {
  local size=$((OBJECTS * OBJECT_SIZE)) line
  line=$(printf "$LINE" "$1")
  say "writing generation $1 to all $OBJECTS objects"
  {
    printf 'rbd diff v1\n'
    printf "w$(eight_bytes 0)$(eight_bytes $size)"
    yes "$line" | head -c $size
    printf 'e'
  } | must a import-diff --no-progress - "$IMAGE"
}

# What the objects of the image hold at a cluster, counted: "2047 x generation 2, 1 x generation 1".
content() {
  "$1" export --no-progress "$IMAGE" - 2>/dev/null | tr '\0' '\n' | uniq -c |
    awk -v size=$OBJECT_SIZE '
      NF == 1 { zeros += $1 }
      NF == 3 { lines[$3 + 0] += $1 }
      END {
        for (generation in lines) print generation, lines[generation] * 16 / size
        if (zeros) print 0, zeros / size
      }' | sort -rn |
    awk '{
      printf "%s%s x %s", sep, $2, $1 ? "generation " $1 : "zeros"
      sep = ", "
    }'
}

# What each object should hold if all is of generation $1.
whole() { echo "$OBJECTS x generation $1"; }

# How the newest mirror snapshot at B is, as rbd prints it: "mirror (non-primary ... 34% copied)".
newest_at_b() { b snap ls --all "$IMAGE" 2>/dev/null | tail -n 1; }

# Whether B's newest mirror snapshot is complete, and of the snapshot $1 at A, if one is named.
copied() { newest_at_b | grep -q ":${1:-[0-9]*} copied)"; }

# The newest mirror snapshot at A, by its number.
newest_at_a() { a snap ls --all "$IMAGE" | tail -n 1 | awk '{ print $1 }'; }

# Mirrors the image by journal, and waits until B replays it.
mirror_by_journal() {
  say "mirroring it by journal, and waiting until B replays it"
  must a mirror image enable "$IMAGE" journal
  until_true status_is b 'up+replaying*' || not_set_up "B does not replay the image"
}

# Waits until B has copied the newest mirror snapshot of A.
wait_copied() {
  until_true copied "$(newest_at_a)" || not_set_up "B does not copy the newest mirror snapshot of A"
}

# Enables mirroring in snapshot mode, and waits for the first copy.
mirror_by_snapshot() {
  say "mirroring it by snapshot, and waiting for the copy"
  must a mirror image enable "$IMAGE" snapshot
  wait_copied
}

# Catches B between 5 % and 60 % of the copy of A's newest mirror snapshot, and does "$@" at once.
catch_half_way() {
  local end=$((SECONDS + PATIENCE)) of percent
  of=$(newest_at_a)
  while [ $SECONDS -lt $end ]; do
    percent=$(newest_at_b | sed -n "s/.*:$of \([0-9]*\)% copied.*/\1/p")
    if [ "${percent:-0}" -ge 5 ] && [ "$percent" -le 60 ]; then
      "$@"
      say "caught B with $percent % of the snapshot copied, did: $*"
      copied "$of" && caught_too_late
      return 0
    fi
    copied "$of" && caught_too_late
  done
  not_set_up "B does not begin to copy the snapshot"
}

caught_too_late() { not_set_up "the copy was complete before it could be caught: raise OBJECTS"; }

# Whether a cluster has the image.
there() { "$1" info "$IMAGE" >/dev/null 2>&1; }
gone() { ! there "$1"; }

# The status of the image at a cluster: "up+replaying, replaying".
status() {
  "$1" mirror image status "$IMAGE" 2>/dev/null |
    sed -n -e 's/^  state: *//p' -e 's/^  description: *\([^{]*\).*/\1/p' | head -n 2 |
    sed 's/, *$//' | paste -sd, - | sed 's/,/, /'
}
status_is() { [[ "$(status "$1")" == $2 ]]; }
