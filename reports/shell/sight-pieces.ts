/** Functions that look at an image at a cluster. */
export const sightPieces = {
  role_at: `# What the image is at a cluster: absent, trashed, unmirrored, creating, disabling, primary, nonprimary, unreachable.
role_at() {
  local info
  info=$("$1" info @IMAGE 2>/dev/null)
  case $? in
    0) ;;
    2)
      if in_trash "$1" | grep -q .; then echo trashed; else echo absent; fi
      return
      ;;
    *) echo unreachable && return ;;
  esac
  case $info in
    *'mirroring state: disabling'*) echo disabling ;;
    *'mirroring state: enabled'*'mirroring primary: true'*) echo primary ;;
    *'mirroring state: enabled'*) echo nonprimary ;;
    *'mirroring state: disabled'*) echo unmirrored ;;
    *'mirroring state: '*) echo creating ;;
    *) echo unmirrored ;;
  esac
}`,
  in_trash: `# The id of the image in the trash of a cluster, if it is there.
in_trash() { "$1" trash ls 2>/dev/null | awk -v name="$IMAGE" 'index($2, name) == 1 { print $1 }' | head -n 1; }`,
  status_at: `# What rbd mirror image status says of a cluster, by its kind: none, stopped, replaying, syncing, unknown, split-brain, error.
status_at() {
  local text state
  text=$("$1" mirror image status @IMAGE 2>/dev/null)
  case $? in
    0) ;;
    110 | 124) echo unreachable && return ;;
    *) echo none && return ;;
  esac
  state=$(sed -n 's/^  state: *//p' <<<"$text" | head -n 1)
  if sed -n 's/^  description: *//p' <<<"$text" | head -n 1 | grep -q split-brain; then
    echo split-brain
    return
  fi
  case $state in
    *+stopped | *+replaying | *+syncing | *+error) echo "\${state#*+}" ;;
    *) echo unknown ;;
  esac
}`,
  shape_at: `# What the image at a cluster shows of its edits, by their numbers.
shape_at() {
  local info snaps name kept
  info=$("$1" info @IMAGE --format json 2>/dev/null) || { echo none && return; }
  snaps=$("$1" snap ls @IMAGE 2>/dev/null | awk '$2 ~ /^s[0-9]+$/ { printf "%s%s", sep, substr($2, 2); sep = " " }')
  kept=$("$1" snap ls @IMAGE 2>/dev/null | awk '$2 ~ /^s[0-9]+$/ && / yes / { printf "%s%s", sep, substr($2, 2); sep = " " }')
  name=$(sed -n 's/.*"name":"[^"]*-r\\([0-9]*\\)".*/\\1/p' <<<"$info")
  local size keys
  size=$(sed -n 's/.*"size":\\([0-9]*\\).*/\\1/p' <<<"$info")
  keys=$("$1" image-meta ls @IMAGE 2>/dev/null | awk '$1 ~ /^k[0-9]+$/ { print substr($1, 2) }' | sort -n | paste -sd ' ')
  echo "size $(((size - SIZE) / OBJECT_SIZE)), name \${name:-0}, snapshots \${snaps:-none}," \\
    "protected \${kept:-none}, metadata \${keys:-none}$(grep -q '"parent"' <<<"$info" && echo ', a clone')"
}`,
  parent_at: `# What the parent of the clones is at a cluster.
parent_at() { IMAGE=$IMAGE-parent role_at "$1"; }`,
  left_at: `# What a cluster keeps of an image that is gone: the keys that name its identities, noted by note_identity.
left_at() {
  local object found
  found=$(
    for object in rbd_mirroring rbd_mirror_leader; do rados_at "$1" listomapkeys "$object" 2>/dev/null; done |
      grep -F "$identities" | sort | paste -sd ' '
  )
  echo "\${found:-nothing}"
}`,
  rados_at: `rados_at() {
  local site=$1
  shift
  if [ "$site" = a ]; then $A_RADOS $PLACE "$@"; else $B_RADOS $PLACE "$@"; fi
}`,
  note_identity: `# Notes what mirroring knows the image by, at both clusters.
identities=none
note_identity() {
  local site
  for site in a b; do
    identities+=$'\\n'$("$site" info "$IMAGE" 2>/dev/null |
      sed -n -e 's/^\\tid: //p' -e 's/^\\tmirroring global id: //p')
  done
  identities=$(grep . <<<"$identities")
}`,
  newest_snap: `# The newest of the user's snapshots at a cluster.
newest_snap() { "$1" snap ls @IMAGE 2>/dev/null | awk '$2 ~ /^s[0-9]+$/ { name = $2 } END { print name ? name : "s0" }'; }`,
} as const;
