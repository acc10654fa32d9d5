#!/usr/bin/env bash
# Shows that in a pool in pool mode the journaling feature of a demoted copy can be turned off: it stays a copy,
# without a journal, and becomes primary by having the feature turned on again, without force.
# Makes a namespace of the pool for it, in pool mode; see lib.sh.
. "$(dirname "$0")/lib.sh"
NAMESPACE=finding-$$

both() {
  $A_RBD "$@" "$POOL/$NAMESPACE" && $B_RBD "$@" "$POOL/$NAMESPACE"
}
mirror_the_namespace() {
  $A_RBD mirror pool enable "$POOL/$NAMESPACE" pool && $B_RBD mirror pool enable "$POOL/$NAMESPACE" pool
}
a() { $A_RBD --pool "$POOL" --namespace "$NAMESPACE" "$@"; }
b() { $B_RBD --pool "$POOL" --namespace "$NAMESPACE" "$@"; }
primary() { "$1" info "$IMAGE" 2>/dev/null | grep -q 'mirroring primary: true'; }
features() { "$1" info "$IMAGE" 2>/dev/null | sed -n 's/^[[:space:]]*features: *//p'; }

# Where the feature is what mirrors an image, an image is mirrored no more without it; a primary alone can be rid of it.
unmirror() {
  [[ "$(features "$1")" == *journaling* ]] || "$1" feature enable "$IMAGE" journaling
  primary "$1" || "$1" mirror image promote --force "$IMAGE"
  "$1" feature disable "$IMAGE" journaling
  "$1" rm --no-progress "$IMAGE"
}
clean_up() {
  local left=$?
  trap - EXIT
  for cluster in a b; do
    until_true removed $cluster
  done
  both namespace remove >/dev/null 2>&1
  exit $left
}
removed() {
  gone "$1" && return 0
  unmirror "$1" >/dev/null 2>&1
  gone "$1"
}

say "$($A_RBD --version 2>/dev/null)"
trap clean_up EXIT
trap 'exit 2' INT TERM
both namespace create >/dev/null || not_set_up "no namespace can be made"
must mirror_the_namespace
must a create --size 16M --image-feature layering,exclusive-lock "$IMAGE"
say "turning journaling on, which mirrors the image, and waiting until B replays it"
must a feature enable "$IMAGE" journaling
until_true status_is b 'up+replaying*' || not_set_up "B does not replay the image"
say "demoting it, as for a failover"
must a mirror image demote "$IMAGE"
until_true status_is b 'up+unknown*' || not_set_up "B does not take the demotion"

b feature disable "$IMAGE" journaling >/dev/null 2>&1 ||
  not_shown "to turn journaling off for the copy is refused"
say "B: features: $(features b); $(b info "$IMAGE" | grep -c 'mirroring state: enabled') mirroring enabled"
b mirror image promote "$IMAGE" >/dev/null 2>&1
say "promoting it there comes to $?"
until_true status_is a 'up+error*' || say "A: $(status a)"
say "A: $(status a)"
say "turning journaling on again at B"
must b feature enable "$IMAGE" journaling
primary b || not_shown "the copy is no primary"
must a mirror image promote --force "$IMAGE"
shown "a copy that was rid of its journal has become primary by being given one, without a promotion"
