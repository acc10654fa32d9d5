/** What differs from run to run: how long something took, and how fast it was. */
const varies: readonly RegExp[] = [
  /\d+ min \d+ s\b/g,
  /\b[\d,.]+ (ms|s|min)\b/g,
  /\b[\d,.]+\/(s|min)\b/g,
];

/** A text with each duration and each rate as `~`, and all white space between words as one space. */
export const normal = (text: string): string =>
  varies
    .reduce((sum, pattern) => sum.replaceAll(pattern, '~'), text)
    .split(/\s+/)
    .filter((word) => word !== '')
    .join(' ');

/**
 * What a page shows of an answer and the answer lacks, or undefined. `...` stands for anything; what is between is to
 * be found in this order, word by word. Without it the whole answer is to be as shown; of nothing shown nothing is
 * compared.
 */
export function missing(shown: string, answer: string): string | undefined {
  if (shown.trim() === '') return undefined;
  const parts = ` ${normal(shown)} `.split(' ... ').map((part) => part.trim());
  const whole = normal(answer);
  if (parts.length === 1) return whole === parts[0] ? undefined : parts[0];
  const [first = '', ...others] = parts;
  const last = others.pop() ?? '';
  if (!whole.startsWith(first)) return first;
  let at = first.length;
  for (const part of others) {
    const found = whole.indexOf(part, at);
    if (found < 0) return part;
    at = found + part.length;
  }
  const end = whole.length - last.length;
  return whole.endsWith(last) && end >= at ? undefined : last;
}
