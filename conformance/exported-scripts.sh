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
# JOBS in the environment says how many scripts run at once of those that strike no fault (default 3), LAB is the
# folder of the lab, LATE the seconds that a script may take (default 900). Ends with 0 where each script showed what
# it should, or said that it cannot.
set -u
cd "$(dirname "$0")/.." || exit 2
release=${1:-pacific}
folder=${2:-exported-$release}
shift $(($# < 2 ? $# : 2))
[ $# -gt 0 ] || set -- scenarios/bugs scenarios/ceph scenarios/corpus
lab=${LAB:-${TMPDIR:-/tmp}/splitbrain-exported-$$}
splitbrain() { node cli.ts "$@"; }
table=$folder/table.tsv
mkdir -p "$folder"
touch "$table"

# Each scenario in each of its modes, as a script.
export_all() {
  local file mode script
  for file in $(find "$@" -maxdepth 1 -name '*.yaml' | sort); do
    for mode in journal snapshot; do
      script=$folder/$(basename "$file" .yaml)-$mode.sh
      if splitbrain export "$file" --mode "$mode" --sh --out "$script" >"$folder/export.out" 2>&1; then
        echo "$script"
      elif ! grep -q 'the scenario is not for' "$folder/export.out"; then
        cat "$folder/export.out" >&2
        exit 2
      fi
    done
  done
}

# Runs a script, and adds its line to the table.
try() {
  local name result begin=$SECONDS
  name=$(basename "$1" .sh)
  timeout -k 120 "${LATE:-900}" bash "$1" >"${1%.sh}.out" 2>&1 </dev/null
  case $? in
    0) result=shown ;;
    1) result=not-shown ;;
    2) result=not-set-up ;;
    3) result=out-of-reach ;;
    124 | 137) result=late ;;
    *) result=crashed ;;
  esac
  printf '%s\t%s\t%s\t%s\t%s\n' "${name%-*}" "${name##*-}" "$result" $((SECONDS - begin)) \
    "$(tail -n 1 "${1%.sh}.out")" | tee -a "$table"
}

is_done() {
  local name
  name=$(basename "$1" .sh)
  grep -q "^${name%-*}"$'\t'"${name##*-}"$'\t' "$table"
}

scripts=$(export_all "$@") || exit 2
splitbrain lab up --lab "$lab" --ceph "$release" || exit 4
trap 'jobs -rp | xargs -r -n 1 pkill -P; wait; splitbrain lab down --lab "$lab"' EXIT
trap 'exit 130' INT TERM
words=$(node conformance/export/lab-words.ts "$lab") || exit 4
set -a
eval "$words"
set +a

alone=()
for script in $scripts; do
  is_done "$script" && continue
  if grep -qE '^(strike|\$[AB]_CEPH|until_true \$[AB]_TELL|\$[AB]_TELL)' "$script"; then alone+=("$script") && continue; fi
  while [ "$(jobs -rp | wc -l)" -ge "${JOBS:-3}" ]; do wait -n; done
  try "$script" &
done
wait
for script in "${alone[@]}"; do
  try "$script" &
  wait $! # a trap is not kept waiting, as by what is in the foreground
done
[ "$(cut -f 3 "$table" | grep -cvE '^(shown|out-of-reach)$')" -eq 0 ]
