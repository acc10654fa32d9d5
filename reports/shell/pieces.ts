import { contentPieces } from './content-pieces.ts';
import { sightPieces } from './sight-pieces.ts';
import { waitPieces } from './wait-pieces.ts';

/** Shell functions by name, in the order in which a script has them. `@IMAGE` is the image at site `$1`. */
export type Pieces = Readonly<Record<string, string>>;

const always = [
  'say',
  'shown',
  'not_shown',
  'not_set_up',
  'out_of_reach',
  'a',
  'b',
  'remove_from',
  'clean_up',
];

const basic: Pieces = {
  say: 'say() { echo "- $*"; }',
  shown: 'shown() { echo "SHOWN: $*"; exit 0; }',
  not_shown: 'not_shown() { echo "NOT SHOWN: $*"; exit 1; }',
  not_set_up: 'not_set_up() { echo "NOT SET UP: $*" >&2; exit 2; }',
  out_of_reach: 'out_of_reach() { echo "OUT OF REACH of plain commands: $*" >&2; exit 3; }',
  a: `# rbd at each cluster: killed after AFTER seconds if that is set, and given PATIENCE seconds otherwise.
a() { timeout \${AFTER:+-s KILL} "\${AFTER:-$PATIENCE}" $A_RBD $PLACE "$@"; }`,
  b: `b() { timeout \${AFTER:+-s KILL} "\${AFTER:-$PATIENCE}" $B_RBD $PLACE "$@"; }`,
  class_of: `# What an exit code of rbd means: it is the number of an error.
class_of() {
  case $1 in
    0) echo ok ;;
    1) echo EPERM ;;
    2) echo ENOENT ;;
    16) echo EBUSY ;;
    17) echo EEXIST ;;
    22) echo EINVAL ;;
    30) echo EROFS ;;
    39) echo ENOTEMPTY ;;
    110) echo ETIMEDOUT ;;
    124) echo HANG ;;
    137) echo INTERRUPTED ;;
    134 | 139) echo CRASH ;;
    *) echo "exit code $1" ;;
  esac
}`,
  attempt: `# Gives a command; $answer is what it came to then: ok, or the class of its error.
attempt() {
  said=$("$@" 2>&1)
  answer=$(class_of $?)
}`,
  came_to: `# Goes on if the last command came to $1; or was refused, if $1 is a refusal.
came_to() {
  [ "$answer" = "$1" ] && return
  [ "$1" != ok ] && [ "$answer" != ok ] && return
  astray "the last command came to $answer, not to $1: $(tail -n 1 <<<"$said")"
}`,
  strike: `# Runs what one of the variables at the top says.
strike() { bash -c "\${!1}" || not_set_up "$1 failed: \${!1}"; }`,
  name_at: `# What the image is called at a cluster by now.
name_at() {
  local name
  name=$("$1" ls 2>/dev/null | grep -E "^$IMAGE(-r[0-9]+)?$" | head -n 1)
  echo "\${name:-$IMAGE}"
}`,
  remove_from: `# Removes what there is of the image at a cluster, mirrored or not, primary or not; clones before their parents.
remove_from() {
  local name
  for name in $("$1" ls | grep "^$IMAGE" | sort); do
    "$1" mirror image disable --force "$name" || {
      "$1" mirror image promote --force "$name"
      "$1" feature disable "$name" journaling
    }
    "$1" snap ls "$name" | awk '$4 == "yes" { print $2 }' | while read -r snap; do
      "$1" snap unprotect "$name@$snap" </dev/null
    done
    "$1" snap purge --no-progress "$name"
    "$1" rm --no-progress "$name"
  done
  "$1" trash ls | awk -v name="$IMAGE" 'index($2, name) == 1 { print $1 }' | while read -r id; do
    "$1" trash rm --no-progress --force "$id" </dev/null
  done
}`,
  clean_up: `clean_up() {
  local left=$?
  trap - EXIT
  {
    mend
    for _ in 1 2; do
      remove_from a
      remove_from b
    done
  } >/dev/null 2>&1
  exit "$left"
}`,
};

const all: Pieces = { ...basic, ...contentPieces, ...sightPieces, ...waitPieces };

/** The functions that a text calls, and those that they call, in order. `image` is what `@IMAGE` becomes. */
export function piecesFor(text: string, image: string): string[] {
  const wanted = new Set(always);
  const look = (body: string) => {
    for (const name of Object.keys(all)) {
      if (wanted.has(name) || !new RegExp(`(^|[^\\w-])${name}([^\\w-]|$)`, 'm').test(body))
        continue;
      wanted.add(name);
      look(all[name] ?? '');
    }
  };
  look(text);
  for (const name of always) look(all[name] ?? '');
  return Object.entries(all).flatMap(([name, body]) =>
    wanted.has(name) ? [body.replaceAll('@IMAGE', image)] : [],
  );
}
