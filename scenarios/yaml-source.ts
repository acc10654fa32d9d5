import { type Document, isNode, isScalar, Lexer, parseDocument, visit } from 'yaml';
import type { Finding } from './yaml-place.ts';
import { explainSyntax } from './yaml-syntax.ts';

/** A text read as YAML. Without a document, nothing in it can be trusted. */
export interface Source {
  readonly document?: Document;
  readonly findings: readonly Finding[];
}

const longest = 64 * 1024;
const mostCollections = 300;

// The library recurses into nested collections: text nested without end would exhaust the stack.
function tooMuch(text: string): Finding | undefined {
  const mend = 'a scenario is a short file of at most 60 steps';
  const strange = text.search(/[\0\uFFFD]/);
  if (strange >= 0) {
    const what = 'the file is not text in UTF-8';
    return { at: strange, what, mend: 'give a scenario file, written in YAML' };
  }
  if (text.length > longest) return { at: longest, what: 'the file is too long', mend };
  const opened = [...new Lexer().lex(text)].filter((token) => /^[[{?-]$/.test(token));
  if (opened.length <= mostCollections) return undefined;
  return { at: 0, what: 'the file holds too many lists and mappings', mend };
}

// What YAML can say beyond plain data, and a scenario has no use for.
function beyondPlainData(document: Document): Finding[] {
  const found: Finding[] = [];
  visit(document, {
    Alias: (_, { source, range }) => {
      const mend = `write out what &${source} stands for`;
      found.push({ at: range?.[0] ?? 0, what: `the alias *${source} is not read here`, mend });
    },
    Pair: (_, { key }) => {
      if (!isNode(key) || isScalar(key)) return;
      const mend = 'write a field as "name: value"';
      found.push({ at: key.range?.[0] ?? 0, what: 'the name of a field is not plain text', mend });
    },
  });
  return found;
}

/** Reads a text as YAML, and tells what is wrong with it as such. */
export function readSource(text: string): Source {
  const much = tooMuch(text);
  if (much !== undefined) return { findings: [much] };
  // The core schema whatever the file declares: in older ones "no" is false and text may be a date.
  const document = parseDocument(text, { schema: 'core', prettyErrors: false });
  const errors = [...document.errors, ...document.warnings];
  const beyond = beyondPlainData(document);
  const findings = [...explainSyntax(errors, text), ...beyond];
  // A field that stands twice leaves the rest readable, so that all errors can be told at once.
  const readable = beyond.length === 0 && errors.every(({ code }) => code === 'DUPLICATE_KEY');
  return readable ? { document, findings } : { findings };
}
