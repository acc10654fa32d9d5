# What the scripts share that kill a client midway; read after lib.sh. The moment decides what a killed client
# leaves, so they make many images, kill one client at each, and stop at the first that shows the bug.
#
#   TRIES            how many clients to kill at most              default: 300
#   BATCH            how many images to make at once               default: 20
#   A_RADOS          the rados command at A                        default: A_RBD, with rados for rbd
#   A_KILLED         how rbd runs at A where it is killed (kill -9) after DELAY seconds
#                    default: A_RBD, with "timeout -s KILL DELAY rbd" for rbd
#
# A client is killed where it runs: of "ssh a rbd" the rbd, not the ssh. A delay that was too short makes the next
# one longer, and one that was too long makes it shorter, so that the kills gather where the image changes.
#
# A script says how an image is made ready by functions of its own: prepare, for each image of a batch, and then
# ready, for each again; and by what_is_left what a killed client left: 0 where it is what the script looks for,
# TOO_SOON or TOO_LATE.

TRIES=${TRIES:-300}
BATCH=${BATCH:-20}
TOO_SOON=2
TOO_LATE=3
# The word rbd in a command, as the last part of a path or alone: $1 becomes what stands before it.
for_rbd() { sed -E "s!(^| )([^ ]*/)?rbd( |\$)!\1$1\3!" <<<"$A_RBD"; }
A_RADOS=${A_RADOS:-$(for_rbd '\2rados')}
A_KILLED=${A_KILLED:-$(for_rbd 'timeout -s KILL DELAY \2rbd')}
tries=0
soon=0
late=0
made=0

prepare() { :; }
ready() { :; }

milliseconds() { echo $(($(date +%s%N) / 1000000)); }

# Makes the next batch of images, once the last is removed.
next_images() {
  local n
  remove_all
  images=()
  for ((n = 0; n < BATCH; n++)); do
    IMAGE=finding-$$-$((++made))
    images+=("$IMAGE")
    make_image
    prepare
  done
  for IMAGE in "${images[@]}"; do ready; done
}

# Runs rbd at A, with $IMAGE for IMAGE, and kills it after so many milliseconds; false where it ended before.
killed_after() {
  local ms=$1 command
  shift
  command=${A_KILLED/DELAY/$(printf '%d.%03d' $((ms / 1000)) $((ms % 1000)))}
  { $command --pool "$POOL" "${@/#IMAGE/$IMAGE}"; } >/dev/null 2>&1
  [ $? -eq 137 ]
} 2>/dev/null

# Kills "rbd $@" at one image after the other, and stops at the first that is left as the script looks for. $IMAGE
# is that image then.
kill_until_shown() {
  local begin usual delay ms left left_to_kill
  next_images
  IMAGE=${images[0]}
  begin=$(milliseconds)
  must a "${@/#IMAGE/$IMAGE}"
  usual=$(($(milliseconds) - begin))
  delay=$usual
  what_is_left
  [ $? -eq $TOO_LATE ] || not_set_up "$IMAGE is not as it should be after rbd ${*/#IMAGE/$IMAGE}"
  say "rbd ${*/#IMAGE/…} takes $usual ms; killing it at one image after the other"
  left_to_kill=("${images[@]:1}")
  while :; do
    for IMAGE in "${left_to_kill[@]}"; do
      [ $tries -lt "$TRIES" ] || not_shown "all was well after $tries tries"
      ms=$((delay + RANDOM % (usual / 10 + 1) - usual / 20))
      [ $ms -ge 1 ] || ms=1
      tries=$((tries + 1))
      left=$TOO_LATE
      if killed_after $ms "$@"; then
        what_is_left
        left=$?
      fi
      case $left in
        0) say "try $tries, killed after $ms ms, shows it; $soon before it were too soon, $late too late" && return ;;
        "$TOO_SOON") soon=$((soon + 1)) delay=$((delay + usual / 40 + 1)) ;;
        *) late=$((late + 1)) delay=$((delay - usual / 40 - 1)) ;;
      esac
    done
    next_images
    left_to_kill=("${images[@]}")
  done
}

# As in lib.sh, until nothing is left: an image cannot be removed while the watch of its dead client lasts.
remove_all() {
  local IMAGE left end=$((SECONDS + PATIENCE))
  while left=$({ a ls; b ls; } 2>/dev/null | grep "^finding-$$-" | sort -u) && [ $SECONDS -lt $end ]; do
    for IMAGE in $left; do
      { mend_journal; remove a; remove b; } >/dev/null 2>&1
    done
  done
}

# Whether the image at A has a journal that nobody is registered with.
journal_is_broken() {
  local status
  status=$(a journal status --journal "$(id)" 2>/dev/null) && ! grep -q '\[id=' <<<"$status"
}
id() { a info "$IMAGE" 2>/dev/null | sed -n 's/^\tid: //p'; }

# Removes such a journal. The image can be removed and enabled then.
mend_journal() { ! journal_is_broken || $A_RADOS --pool "$POOL" rm "journal.$(id)"; }

# Whether the image at A is mirrored, and as the primary.
enabled() { a info "$IMAGE" 2>/dev/null | grep -q 'mirroring state: enabled'; }
primary() { a info "$IMAGE" 2>/dev/null | grep -q 'mirroring primary: true'; }

# What a command comes to.
answer_of() {
  "$@" >/dev/null 2>&1
  echo $?
} 2>/dev/null
