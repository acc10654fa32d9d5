/**
 * Functions that write to an image and read it back. Blocks of 4 KiB lie in the first and the last 8 objects;
 * what lies between is bulk, which makes a copy take its time.
 */
export const contentPieces = {
  eight_bytes: `# A number as eight bytes, the least first, in the notation of printf.
eight_bytes() {
  local number=$1
  for _ in 1 2 3 4 5 6 7 8; do
    printf '\\\\x%02x' $((number & 255))
    number=$((number >> 8))
  done
}`,
  diff_extent: `# The text $3, again and again, at offset $1 for $2 bytes, as a part of a diff that rbd imports.
diff_extent() {
  printf '%b' "w$(eight_bytes "$1")$(eight_bytes "$2")"
  yes "$3" | head -c "$2"
}`,
  block_extents: `# Write number $1: a block of 4 KiB; with BULK set, also all that lies between the blocks.
block_extents() {
  local slot=$(($1 * 7 % 16)) object
  object=$((slot < 8 ? slot : slot + GAP))
  diff_extent $((object * OBJECT_SIZE + $1 / 16 * 4096)) 4096 "$(printf 'write %09d' "$1")"
  [ -z "\${BULK:-}" ] || diff_extent $((8 * OBJECT_SIZE)) $((GAP * OBJECT_SIZE)) "$(printf 'bulk  %09d' "$1")"
}`,
  block_diff: `# The same as a diff that rbd imports.
block_diff() {
  printf 'rbd diff v1\\n'
  block_extents "$1"
  printf 'e'
}`,
  parent_diff: `# What clones have from their parent, which counts as write 0: the last block of each object that others go to.
parent_diff() {
  local slot object
  printf 'rbd diff v1\\n'
  for slot in $(seq 0 15); do
    object=$((slot < 8 ? slot : slot + GAP))
    diff_extent $((object * OBJECT_SIZE + OBJECT_SIZE - 4096)) 4096 'write 000000000'
  done
  [ -z "\${BULK:-}" ] || diff_extent $((8 * OBJECT_SIZE)) $((GAP * OBJECT_SIZE)) 'bulk  000000000'
  printf 'e'
}`,
  write_block: `# Writes block number $2 at a cluster, and flushes it: rbd ends once it is acknowledged.
write_block() { attempt "$1" import-diff --no-progress - @IMAGE < <(block_diff "$2"); }`,
  write_on: `# Has one client at a cluster write the blocks $3 and on, uncached: the last once $2, a pipe, says so. False
# where it is refused one of them.
write_on() {
  local site=$1 go_on=$2
  shift 2
  "$site" import-diff --rbd_cache=false --no-progress - @IMAGE < <(diff_on "$go_on" "$@") >/dev/null 2>&1
}`,
  diff_on: `# The blocks $2 and on as one diff, the last once $1, a pipe, says so.
diff_on() {
  local go_on=$1 number
  shift
  printf 'rbd diff v1\\n'
  for number; do
    [ "$number" != "\${!#}" ] || read -r <"$go_on"
    block_extents "$number"
  done
  printf 'e'
}`,
  content_at: `# Which writes are whole in the image at a cluster: "writes 1 2", "no writes", "absent", "unreachable".
content_at() {
  local found
  found=$(
    set -o pipefail
    "$1" export --no-progress @IMAGE - 2>/dev/null | tr '\\0' '\\n' | uniq -c | awk '
      NF == 3 && $2 == "write" { lines[$3 + 0] += $1; if ($3 + 0 > most) most = $3 + 0 }
      END {
        for (n = 0; n <= most; n++) {
          if (lines[n] == (n ? 256 : 4096)) text = text " " n
          else if (lines[n] && n) corrupt = 1
        }
        print corrupt ? "corrupt" : text ? "writes" text : "no writes"
      }'
  )
  case $? in
    0) echo "$found" ;;
    2) echo absent ;;
    *) echo unreachable ;;
  esac
}`,
} as const;
