#!/usr/bin/env bash
# Shows that a journal replayer whose OSDs stood still while mirroring was disabled and enabled again takes the new
# journal for the old one: its copy lacks what was written in between, and is said to be replayed. It happens every
# other time where the daemon was started a moment ago, and so it is tried with several images, several times.
# Needs B_PAUSE_OSD, B_GO_ON_OSD, B_STOP_MIRROR and B_START_MIRROR; see lib.sh. BATCH is how many images to try at
# once, TRIES how often; see many-images.sh.
OBJECTS=16
BATCH=${BATCH:-4}
TRIES=${TRIES:-5}
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/many-images.sh"
needs B_PAUSE_OSD B_GO_ON_OSD B_STOP_MIRROR B_START_MIRROR

global_id() { "$1" mirror image status "$IMAGE" 2>/dev/null | sed -n 's/^  global_id: *//p'; }

# Whether B replays another mirroring than that of A, and lacks what was written between the two.
astray() {
  status_is b 'up+replaying*' && [ "$(global_id a)" != "$(global_id b)" ] && [ "$(content b)" = "$(whole 1)" ]
}

mirrored_anew() { [ "$(global_id a)" = "$(global_id b)" ] && status_is b 'up+replaying*'; }

prepare() {
  write_generation 1 >/dev/null
  must a mirror image enable "$IMAGE" journal
}

ready() { until_true status_is b 'up+replaying*' || not_set_up "B does not replay the image"; }

# Makes a round with a batch of images; ends the script with the first that went astray.
round() {
  remove_all # of the last round, while nothing depends on how new the daemon is
  act B_STOP_MIRROR
  act B_START_MIRROR
  next_images

  say "halting the OSDs of B, and 8 s later disabling, writing and enabling each of $BATCH images at A"
  act B_PAUSE_OSD
  sleep 8
  for IMAGE in "${images[@]}"; do
    must a mirror image disable "$IMAGE"
    write_generation 2 >/dev/null
    must a mirror image enable "$IMAGE" journal
  done
  sleep 5
  act B_GO_ON_OSD

  say "waiting up to $PATIENCE s for B to copy each of them anew"
  for IMAGE in "${images[@]}"; do
    until_true mirrored_anew && continue
    astray && shown "B says $(status b), of $(global_id b); A has $(global_id a), and generation 2: B holds $(content b)"
  done
}

for ((try = 0; try < TRIES; try++)); do round; done
not_shown "B copied each image anew"
