/** A command as a page shows it, and what it shows of the answer. */
export type Shown = { readonly command: string; readonly answer: string };

/** What of a page is done by whoever follows it: a terminal, or a file that is saved under a name. */
export type Block =
  | {
      readonly kind: 'terminal';
      /** The line of the page where it begins. */
      readonly line: number;
      /** What it needs that not every machine has; it is run where that is. */
      readonly needs?: Need;
      readonly shown: readonly Shown[];
    }
  | { readonly kind: 'file'; readonly line: number; readonly name: string; readonly text: string };

/**
 * What a block can need, after `console needs`: real clusters that come and go with it, a pair of clusters that the reader
 * has, clusters for many minutes or more, Cinder, an installation (a network, or another folder), or that the tests themselves
 * are run, as they are anyway.
 */
export const needs = ['clusters', 'pair', 'hours', 'cinder', 'install', 'tests'] as const;

/** What a block can need. */
export type Need = (typeof needs)[number];

const isNeed = (text: string | undefined): text is Need => needs.some((one) => one === text);

/**
 * The blocks of a page: those of `console`, and those of any other language whose first line names a file, as in
 * `yaml too-soon.yaml`. Throws, with the line, where a block of a terminal shows no command, or needs what is not known.
 */
export function blocksOf(page: string): readonly Block[] {
  const blocks: Block[] = [];
  for (const match of page.matchAll(/^```([\w-]+)(?: ([^\n]+))?\n(.*?)^```$/gms)) {
    const [, language = '', more, text = ''] = match;
    const line = page.slice(0, match.index).split('\n').length;
    if (language === 'console') blocks.push(terminal(line, more, text));
    else if (more !== undefined) blocks.push({ kind: 'file', line, name: more, text });
  }
  return blocks;
}

function terminal(line: number, more: string | undefined, text: string): Block {
  const need = more?.replace(/^needs /, '');
  if (more !== undefined && !isNeed(need)) throw new Error(`line ${line}: needs what? ${more}`);
  const shown = shownIn(text);
  if (shown.length === 0) throw new Error(`line ${line}: no command begins with "$ "`);
  return { kind: 'terminal', line, shown, ...(isNeed(need) && { needs: need }) };
}

/** A command begins with `$ `, and goes on while its lines end with a backslash or a pipe. */
function shownIn(text: string): Shown[] {
  const found: { command: string; answer: string }[] = [];
  let typing = false;
  for (const line of text.trimEnd().split('\n')) {
    const last = found.at(-1);
    const begins = line.startsWith('$ ');
    if (begins) found.push({ command: line.slice(2), answer: '' });
    else if (last !== undefined && typing) last.command += `\n${line}`;
    else if (last !== undefined) last.answer += `${line}\n`;
    typing = (begins || typing) && /[\\|]$/.test(line);
  }
  return found;
}
