/** Text in lines of at most `width` letters, broken between words. */
export function wrapped(text: string, width: number): string[] {
  if (text.length <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `  ${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Rows of cells as lines, in columns of fixed widths; a cell holds lines that are wrapped. */
export function sideBySide(
  rows: readonly (readonly (readonly string[])[])[],
  widths: readonly number[],
): string[] {
  return rows.flatMap((row) => {
    const cells = row.map((cell, column) =>
      cell.flatMap((line) => wrapped(line, widths[column] ?? 20)),
    );
    const height = Math.max(1, ...cells.map((cell) => cell.length));
    return Array.from({ length: height }, (_, line) =>
      cells
        .map((cell, column) => (cell[line] ?? '').padEnd(widths[column] ?? 0))
        .join(' ')
        .trimEnd(),
    );
  });
}
