import type { RunRecord } from '../../conformance/record.ts';
import { deviations } from '../../model/deviations.ts';

/** Deviations that real clusters show now and then only, whatever is done. */
const now = new Set(deviations.flatMap(({ name, always }) => (always === true ? [] : [name])));

/** Steps that are no command: what was given before them is done with, or was made to stand still. */
const apart =
  /^(settle|let|heal|cut|slow|lossy|hold|release|fill|make-room|(stop|kill|start|cut)-.*)$/;

/**
 * Whether it is by chance that real clusters show what a run failed with: a deviation of the kind that shows
 * now and then, or, where no name is known, a command right after another, which daemons had no time for.
 */
export function byChance({ verdict, target, steps }: RunRecord): boolean {
  if (verdict.kind !== 'fail') return false;
  const named = `${target} ${verdict.known ?? ''}`.split(/[\s+]+/);
  const known = named.filter((name) => deviations.some((one) => one.name === name));
  if (known.length > 0) return known.some((name) => now.has(name));
  const [before, last] = steps.slice(-2);
  return [before, last].every((one) => one !== undefined && !apart.test(one.step.do));
}

/** The step before which a moment is waited for, where nothing else in a script is tried at many moments. */
export const lastCommand = ({ steps }: RunRecord): number =>
  steps.findLastIndex(({ step }) => !apart.test(step.do));

/** Where the moment decides, a script tries itself with many, several at once unless it strikes faults. */
export const triedLines = (atOnce: number): string[] =>
  `
# The moment decides: it tries itself with many. The moments are spread, so that none is far from the next.
if [ -z "\${MOMENT:-}" ]; then
  : "\${TRIES:=60}" "\${AT_MOST:=0.4}" "\${AT_ONCE:=${atOnce}}"
  told=$(mktemp -d)
  try() {
    MOMENT=$(awk -v n="$1" -v most="$AT_MOST" 'BEGIN { x = n * 0.618034; print most * (x - int(x)) }') \\
      bash "$0" >"$told/$1" 2>&1
    mv "$told/$1" "$told/$1.$?"
  }
  # What the tries that ended with $1 said, of one of them.
  told_by() { find "$told" -name "*.$1" | head -n 1 | xargs -r cat; }
  trap 'trap - INT TERM; kill -- -$$ 2>/dev/null; exit 2' INT TERM
  for number in $(seq "$TRIES"); do
    while [ "$(jobs -rp | wc -l)" -ge "$AT_ONCE" ]; do wait -n; done
    [ -z "$(told_by 0)" ] || break
    try "$number" &
  done
  wait
  for code in 0 1 2; do
    said=$(told_by "$code")
    [ -z "$said" ] || break
  done
  count=$(find "$told" -type f | wc -l)
  rm -r "$told"
  echo "$said"
  [ "$code" -ne 1 ] || not_shown "not in $count tries"
  exit "$code"
fi`.split('\n');
