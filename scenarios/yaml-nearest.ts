/** How many letters must be put in, left out or replaced to make one word of the other. */
export function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      const put = (next[column] ?? 0) + 1;
      const left = (row[column + 1] ?? 0) + 1;
      next.push(Math.min(replaced, put, left));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** The word that was probably meant, if one of `words` is near enough. */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  // Far more letters than any known word has: not a slip of the pen.
  if (word.length > 40) return undefined;
  const allowed = Math.floor(word.length * 0.4);
  return [...words]
    .map((known) => ({ known, distance: editDistance(word.toLowerCase(), known.toLowerCase()) }))
    .filter(({ distance }) => distance <= allowed)
    .sort((p, q) => p.distance - q.distance)[0]?.known;
}

/** The mend for a word that is not known: the word that was probably meant, or all there are. */
export function didYouMean(word: string, words: readonly string[], all: string): string {
  const meant = nearest(word, words);
  return meant === undefined ? `${all}: ${words.join(', ')}` : `did you mean "${meant}"?`;
}
