/** How some numbers are spread. */
export interface Spread {
  readonly count: number;
  readonly median: number;
  /** What 95 in a hundred do not exceed. */
  readonly most: number;
  readonly max: number;
}

/** The spread of numbers; undefined where there are none. */
export function spreadOf(numbers: readonly number[]): Spread | undefined {
  const sorted = numbers.toSorted((one, other) => one - other);
  const [count, max] = [sorted.length, sorted.at(-1)];
  if (max === undefined) return undefined;
  const rank = (part: number) => sorted[Math.ceil(part * count) - 1] ?? max;
  return { count, median: rank(0.5), most: rank(0.95), max };
}
