#!/usr/bin/env bash
# Shows that Image.mirror_image_get_status of Ceph's Python module ends the process that calls it, if its cluster
# has fallen silent since the image was opened, and operations time out.
# Needs B_PAUSE and B_GO_ON, and B_PYTHON, a Python with that module at cluster B (default: python3); see lib.sh.
. "$(dirname "$0")/lib.sh"
needs B_PAUSE B_GO_ON
OBJECTS=16
make_image
mirror_by_snapshot

# Opens the image, waits for a line, asks for its status in one way or the other, and says what came of it.
ask='
import os, sys
import rados, rbd
pool, name, way = sys.argv[1:]
cluster = rados.Rados(rados_id="admin", conffile=rados.Rados.DEFAULT_CONF_FILES)
cluster.conf_set("rados_osd_op_timeout", "5")
cluster.connect()
ioctx = cluster.open_ioctx(pool)
image = rbd.Image(ioctx, name, read_only=True)
print("open", flush=True)
sys.stdin.readline()
try:
    listed = rbd.RBD().mirror_image_status_list
    image.mirror_image_get_status() if way == "image" else list(listed(ioctx))
    print("answered", flush=True)
except rbd.Error as error:
    print(type(error).__name__, flush=True)
os._exit(0)  # to close the image would take another timeout
'

# Asks, while B is halted; what the process said, and how it ended, is in $said and $left.
ask_halted() {
  local to from
  coproc asking { ${B_PYTHON:-python3} -c "$ask" "$POOL" "$IMAGE" "$1"; }
  from=${asking[0]} to=${asking[1]}
  exec {answers}<&"$from" {questions}>&"$to"
  read -r -u "$answers" said || not_set_up "B_PYTHON cannot open the image"
  act B_PAUSE
  echo >&"$questions"
  read -r -u "$answers" said || said=nothing
  wait "$asking_PID"
  left=$?
  act B_GO_ON
  exec {answers}<&- {questions}>&-
}

ask_halted pool
say "asked for the status of the pool, it says $said, and ends with $left"
{ [ $left -eq 0 ] && [ "$said" != answered ]; } || not_set_up "the pool was to be asked in vain"

ask_halted image
say "asked for the status of the image, it says $said, and ends with $left"
[ $left -ge 128 ] || not_shown "it says $said, and goes on"
shown "it ends by signal $((left - 128))"
