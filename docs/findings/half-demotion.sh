# What the scripts share in which B has copied a demotion in part when its mirror daemon ends. They differ in what
# is done then.

half_demotion() {
  needs B_STOP_MIRROR B_START_MIRROR
  make_image
  write_generation 1
  mirror_by_snapshot
  write_generation 2
  say "demoting A, and stopping B's mirror daemon while it copies the demotion snapshot"
  must a mirror image demote "$IMAGE"
  catch_half_way act B_STOP_MIRROR
}

# What became of B once it was promoted; $1 is what it should hold, $2 is what should have been.
judge_promoted() {
  local torn followed
  torn=$(content b)
  say "B now holds $torn"
  [ "$torn" = "$1" ] && not_shown "$2"
  say "starting B's mirror daemon, and taking a mirror snapshot at B for A to follow"
  act B_START_MIRROR
  must b mirror image snapshot "$IMAGE"
  until_true status_is a 'up+replaying*' || true
  sleep 5
  followed=$(content a)
  say "A is $(status a), and holds $followed"
  shown "B was promoted with $torn, a mix of two points in time; A is $(status a), with $followed"
}
