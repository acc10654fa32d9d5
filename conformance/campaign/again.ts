/** What of a record says whether it is worth another try, and what came of one. */
export interface Tried {
  readonly verdict: {
    readonly kind: 'pass' | 'fail' | 'inconclusive';
    readonly known?: string;
  };
  readonly tries?: number;
  readonly flaky?: true;
}

/**
 * Runs what failed again, so often at most, until it passes: it is flaky then, and its record is that of the
 * first try. What a known deviation explains is not tried again.
 */
export async function triedAgain<Kept extends Tried>(
  first: Kept,
  retries: number,
  run: () => Promise<Kept>,
): Promise<Kept> {
  const { kind, known } = first.verdict;
  if (kind !== 'fail' || known !== undefined || retries === 0) return first;
  for (let tries = 2; tries <= retries + 1; tries += 1) {
    const { verdict } = await run();
    if (verdict.kind === 'pass') return { ...first, tries, flaky: true };
  }
  return { ...first, tries: retries + 1 };
}
