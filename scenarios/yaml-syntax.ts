import type { YAMLError } from 'yaml';
import { type Finding, placeOf } from './yaml-place.ts';

type Code = YAMLError['code'];

const mends: Partial<Record<Code, string>> = {
  BAD_INDENT: 'line it up with its neighbours, and close every bracket',
  BAD_SCALAR_START: 'put the value in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'put the text in quotes, or begin a new line',
  MISSING_CHAR: 'put in what is missing, and line the text up with its neighbours',
  MULTILINE_IMPLICIT_KEY: 'write "name: value", with a space behind the colon',
  MULTIPLE_DOCS: 'keep one scenario per file, without a "---" between two',
  TAB_AS_INDENT: 'indent with spaces',
  TAG_RESOLVE_FAILED: 'leave the tag out, or put the value in quotes',
  UNEXPECTED_TOKEN: 'line it up with its neighbours, and write "name: value" or "- item"',
};

function explain({ code, message, pos }: YAMLError, text: string): Finding {
  const at = pos[0];
  if (code === 'DUPLICATE_KEY') {
    const name = /^["']?([\w-]+)/.exec(text.slice(at))?.[1] ?? 'a field';
    return { at, what: `"${name}" stands here twice`, mend: 'leave one of the two out' };
  }
  // Some messages go on to address the programmer who calls the library, or show the text.
  const reason = message.split(/;|\n/)[0];
  return { at, what: `broken YAML: ${reason}`, mend: mends[code] ?? 'mend the YAML here' };
}

/**
 * Explains what the YAML library found wrong. One slip often brings further complaints on its line,
 * so each line keeps its first.
 */
export function explainSyntax(errors: readonly YAMLError[], text: string): Finding[] {
  const byLine = new Map<number, Finding>();
  for (const finding of errors.map((error) => explain(error, text))) {
    const { line } = placeOf(text, finding.at);
    if (!byLine.has(line)) byLine.set(line, finding);
  }
  return [...byLine.values()];
}
