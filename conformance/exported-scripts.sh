#!/usr/bin/env bash
# Exports each scenario as a shell script, runs the script on two real clusters, and says what came of it.
#
#   conformance/exported-scripts.sh [RELEASE] [FOLDER] [FILE OR FOLDER OF SCENARIOS]...
#
# RELEASE is pacific, reef or tentacle (default pacific). FOLDER (default exported-RELEASE) receives NAME-MODE.sh,
# its output NAME-MODE.out, and table.tsv: scenario, mode, result, seconds, the last line said. The results are
# shown, not-shown, not-set-up, out-of-reach, late, crashed. Without files it takes scenarios/bugs, scenarios/ceph and
# scenarios/corpus. A line that is in table.tsv already is not made again, so that what was interrupted goes on.
#
# LABS in the environment says how many labs run a script each at once (default 2), LATE the seconds that a script may
# take (default 900). Ends with 0 where each script showed what it should, or said that it cannot.
set -u
cd "$(dirname "$0")/.." || exit 2
release=${1:-pacific}
export folder=${2:-exported-$release}
shift $(($# < 2 ? $# : 2))
[ $# -gt 0 ] || set -- scenarios/bugs scenarios/ceph scenarios/corpus
export table=$folder/table.tsv
export lab=${TMPDIR:-/tmp}/splitbrain-exported-$$
slots=$(seq 0 $((${LABS:-2} - 1)))
mkdir -p "$folder"
touch "$table"

# On a lab: exports a scenario in a mode, if it is for that, runs the script, and adds its line to the table.
try() {
  local words=$lab-$1.words file=$2 mode=$3 name script said pid result begin=$SECONDS
  name=$(basename "$file" .yaml)
  script=$folder/$name-$mode
  grep -q "^$name"$'\t'"$mode"$'\t' "$table" && return
  if ! said=$(node cli.ts export "$file" --mode "$mode" --sh --out "$script.sh" 2>&1); then
    [[ $said == *'the scenario is not for'* ]] && return
    echo "$said" >&2
    return 255 # which ends xargs
  fi
  timeout -k 120 "${LATE:-900}" bash -c '. "$0"; exec bash "$1"' "$words" "$script.sh" \
    >"$script.out" 2>&1 </dev/null &
  pid=$! # in the background, which does not keep a trap waiting
  trap 'kill $pid; wait; exit 143' TERM
  wait $pid
  case $? in
    0) result=shown ;;
    1) result=not-shown ;;
    2) result=not-set-up ;;
    3) result=out-of-reach ;;
    124 | 137) result=late ;;
    *) result=crashed ;;
  esac
  printf '%s\t%s\t%s\t%s\t%s\n' "$name" "$mode" "$result" $((SECONDS - begin)) "$(tail -n 1 "$script.out")" |
    tee -a "$table"
}
export -f try

end() {
  if [ -n "${job:-}" ]; then
    kill -- "-$job" 2>/dev/null
    while kill -0 -- "-$job" 2>/dev/null; do sleep 0.2; done
  fi
  for slot in $slots; do node cli.ts lab down --lab "$lab-$slot"; done
  rm -f "$lab"-*.words
}
trap end EXIT
trap 'exit 130' INT TERM
for slot in $slots; do
  node cli.ts lab up --lab "$lab-$slot" --ceph "$release" || exit 4
  { echo 'set -a' && node conformance/export/lab-words.ts "$lab-$slot"; } >"$lab-$slot.words" || exit 4
done

set -m # so that all of it ends at once
find "$@" -maxdepth 1 -name '*.yaml' | sort |
  while read -r file; do printf '%s\n' "$file" journal "$file" snapshot; done |
  xargs -n 2 -P "${LABS:-2}" --process-slot-var=SLOT bash -c 'try "$SLOT" "$@"' try &
job=$(jobs -p %%)
set +m
wait %% || exit
[ "$(cut -f 3 "$table" | grep -cvE '^(shown|out-of-reach)$')" -eq 0 ]
