/** Several things in one sentence: `a, b and c`. */
export function joined(parts: readonly string[], last = 'and'): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1)}`;
}

/** Writes by their numbers: `write 1`, `writes 1 and 2`, `no writes`. */
export function writesText(writes: readonly number[]): string {
  if (writes.length === 0) return 'no writes';
  return `${writes.length === 1 ? 'write' : 'writes'} ${joined(writes.map(String))}`;
}

/** A text with a capital at its beginning, and a full stop at its end. */
export const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;
