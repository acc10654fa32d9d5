/** Functions that wait for what mirror daemons do in their own time. */
export const waitPieces = {
  until_true: `# Repeats a test until it holds; false when that took longer than PATIENCE seconds.
until_true() {
  local end=$((SECONDS + PATIENCE))
  until "$@"; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.3
  done
}`,
  looks_like: `# Whether a cluster shows the image so: its role, its status, its content; - stands for any.
looks_like() {
  [ "$2" = - ] || [ "$(role_at "$1")" = "$2" ] || return 1
  [ "$3" = - ] || [ "$(status_at "$1")" = "$3" ] || return 1
  [ "$4" = - ] || [ "$(content_at "$1")" = "$4" ]
}`,
  settles_as: `# Waits until a cluster shows the image so.
settles_as() {
  until_true looks_like "$@" && return
  astray "$1 should be $2, $3, with $4, and is $(role_at "$1"), $(status_at "$1"), with $(content_at "$1")"
}`,
  wait_and_see: `# Waits until $1 at cluster $2 has been $3 for STEADY seconds; no longer than PATIENCE seconds. $seen is what it is then.
wait_and_see() {
  local end=$((SECONDS + PATIENCE)) since=$SECONDS
  seen=$("$1" "$2")
  while [ $SECONDS -lt $end ] && [ $((SECONDS - since)) -lt "$STEADY" ]; do
    sleep 1
    seen=$("$1" "$2")
    [ "$seen" = "$3" ] || since=$SECONDS
  done
}`,
  until_seen: `# Waits until a cluster has the image, and goes on at once.
until_seen() {
  local end=$((SECONDS + PATIENCE))
  until "$1" info @IMAGE >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || not_set_up "$1 has no image"
  done
}`,
  has_lock: `# Whether a client at a cluster has the lock of the image.
has_lock() { "$1" lock ls @IMAGE 2>/dev/null | grep -q auto; }`,
  is_there: `# Whether a cluster has the image.
is_there() { [ "$(role_at "$1")" != absent ]; }`,
  is_gone: `is_gone() { [ "$(role_at "$1")" = absent ]; }`,
  has_parent: `# Whether a cluster has the parent of the clones, and all of it: the snapshot that they are made of comes last.
has_parent() { "$1" info "$IMAGE-parent@base" >/dev/null 2>&1; }`,
  lacks_parent: `lacks_parent() { ! "$1" info "$IMAGE-parent" >/dev/null 2>&1; }`,
  status_is: `status_is() { [ "$(status_at "$1")" = "$2" ]; }`,
  has_replayed: `# Whether a copy has replayed all of its peer's journal.
has_replayed() { "$1" mirror image status @IMAGE 2>/dev/null | grep -m 1 description: | grep -q '"entries_behind_primary":0'; }`,
  newest_of: `# The number of the newest mirror snapshot at a cluster.
newest_of() { "$1" snap ls --all @IMAGE 2>/dev/null | tail -n 1 | awk '{ print $1 }'; }`,
  is_copied: `# Whether the newest mirror snapshot at cluster $1 is a whole copy of the newest one at $2.
is_copied() { "$1" snap ls --all @IMAGE 2>/dev/null | tail -n 1 | grep -q ":$(newest_of "$2") copied)"; }`,
  catch_snapshot: `# Waits until cluster $1 has copied a part of the newest mirror snapshot of $2, and not the whole. Be quick then.
catch_snapshot() {
  local end=$((SECONDS + PATIENCE)) of percent
  of=$(newest_of "$2")
  while [ $SECONDS -lt $end ]; do
    percent=$("$1" snap ls --all @IMAGE 2>/dev/null | tail -n 1 | sed -n "s/.*:$of \\([0-9]*\\)% copied.*/\\1/p")
    if [ "\${percent:-0}" -ge 3 ] && [ "$percent" -le 60 ]; then
      say "$1 has copied $percent % of it"
      return
    fi
    is_copied "$1" "$2" && not_set_up "the copy was complete before it could be caught: raise GAP"
  done
  not_set_up "$1 does not begin to copy the snapshot"
}`,
  catch_first_copy: `# Waits until cluster $1 makes its first copy: it has a snapshot for that. Be quick then.
catch_first_copy() {
  until_true has_begun "$1" || not_set_up "$1 does not begin its first copy"
  sleep 0.3
}
has_begun() { "$1" snap ls --all @IMAGE 2>/dev/null | grep -q '\\.rbd-mirror\\.'; }`,
  is_full: `# Whether the pool of a cluster holds writes back.
is_full() { $1 osd dump | grep -q "^pool [0-9]* '$POOL' .* full"; }
is_free() { ! is_full "$1"; }`,
} as const;
