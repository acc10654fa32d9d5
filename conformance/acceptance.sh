#!/usr/bin/env bash
# Holds the model to real Ceph: 1,000 generated scenarios in each mode on 16.2, 200 on 18.2 and on
# 20.2, with every kind of step and fault, several images on a lab at a time; and 200 in each mode on
# 16.2 with a lab to itself, where a sync is held and every replayer stopped as well. A seed that the
# model was not fitted to makes new ones.
#
#   conformance/acceptance.sh SEED [FOLDER] [RUNS ON 16.2] [RUNS ON 18.2 AND 20.2] [ALONE ON 16.2]
#
# LABS in the environment says how many labs run at once (default 4; the machine should idle a little).
# The records go to FOLDER (default acceptance-SEED), a folder for each campaign. What was interrupted
# goes on where it was when it is called again. Ends with 0 where nothing disagreed.
set -u
cd "$(dirname "$0")/.." || exit 2
seed=${1:?usage: conformance/acceptance.sh SEED [FOLDER] [RUNS ON 16.2] [ON 18.2 AND 20.2] [ALONE]}
folder=${2:-acceptance-$seed}
many=${3:-1000}
few=${4:-200}
alone=${5:-200}
status=0
trap 'exit 130' INT TERM # once the campaign that hears it too has ended

campaign() { # folder, release, runs in each mode, images on a lab at a time
  local out=$folder/$1 more=()
  [ -e "$out/record.jsonl" ] && more=(--continue)
  [ "$3" -gt 0 ] || return
  printf '== %s: %s runs in each mode, %s\n' "$1" "$3" "$(date -u +%FT%TZ)"
  npx splitbrain check --target ceph --ceph "$2" --runs "$3" --seed "$seed" --images "$4" \
    --labs "${LABS:-4}" --max-failures 1000 --shrink 0 --out "$out" "${more[@]}"
  case $? in 0 | 3) ;; *) status=1 ;; esac # 3: something was inconclusive, and is counted
}

campaign pacific pacific "$many" 4
campaign reef reef "$few" 4
campaign tentacle tentacle "$few" 4
campaign alone pacific "$alone" 1
exit "$status"
