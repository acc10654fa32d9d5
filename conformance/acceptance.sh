#!/usr/bin/env bash
# Holds the model to real Ceph: 1,000 generated scenarios in each mode on 16.2, 200 on 18.2 and on
# 20.2, with every kind of step and fault. A seed that the model was not fitted to makes new ones.
#
#   conformance/acceptance.sh SEED [FOLDER] [RUNS ON 16.2] [RUNS ON 18.2 AND 20.2]
#
# The records go to FOLDER (default acceptance-SEED), a folder for each release. What was interrupted
# goes on where it was when it is called again. Ends with 0 where nothing disagreed.
set -u
cd "$(dirname "$0")/.." || exit 2
seed=${1:?usage: conformance/acceptance.sh SEED [FOLDER] [RUNS ON 16.2] [RUNS ON 18.2 AND 20.2]}
folder=${2:-acceptance-$seed}
many=${3:-1000}
few=${4:-200}
status=0

campaign() { # release, runs in each mode
  local out=$folder/$1 more=()
  [ -e "$out/record.jsonl" ] && more=(--continue)
  printf '== %s: %s runs in each mode, %s\n' "$1" "$2" "$(date -u +%FT%TZ)"
  npx splitbrain check --target ceph --ceph "$1" --runs "$2" --seed "$seed" --images 4 \
    --max-failures 1000 --shrink 0 --out "$out" "${more[@]}"
  case $? in 0 | 3) ;; *) status=1 ;; esac # 3: something was inconclusive, and is counted
}

campaign pacific "$many"
campaign reef "$few"
campaign tentacle "$few"
exit "$status"
