import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect } from 'vitest';
import { bin, checkoutAt, endOf, here, startWhere } from '../../conformance/cli/start.ts';
import { type Block, blocksOf, type Need } from './blocks.ts';
import { missing } from './compare.ts';

const docs = readdirSync(join(here, 'docs'), { recursive: true, encoding: 'utf8' });

/** The blocks of each page, by the path of the page in the checkout. */
export const pages: ReadonlyMap<string, readonly Block[]> = new Map(
  ['README.md', ...docs.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)].map(
    (page) => [page, blocksOf(readFileSync(join(here, page), 'utf8'))] as const,
  ),
);

/** Exit codes of a command that was done, whatever it came to: passed, failed, inconclusive. */
const done = [0, 1, 3];

/** Whether there is what a block needs. */
type Has = (need: Need | undefined) => boolean;

interface Following {
  readonly page: string;
  readonly cwd: string;
  readonly has: Has;
  readonly signal: AbortSignal;
}

/** Somebody who does what a page shows, in checkouts of the project, all in one folder that goes with `close`. */
export class Terminal {
  readonly #folder = mkdtempSync(join(tmpdir(), 'splitbrain-page-'));
  /** The folder for what is temporary: pages say `/tmp`. */
  readonly temporary = join(this.#folder, 'tmp');

  constructor() {
    mkdirSync(this.temporary);
    mkdirSync(join(this.#folder, 'bin'));
    const npx = `#!/bin/bash\nif [ "$1" = splitbrain ]; then shift; exec node "${here}cli.ts" "$@"; fi\nexec ${bin}/"$@"\n`;
    writeFileSync(join(this.#folder, 'bin/npx'), npx, { mode: 0o755 });
  }

  /**
   * Does in a checkout of a page what some of its blocks show, where they need no more than there is; the answers have to be
   * those shown. What is still at work when `signal` aborts is ended.
   */
  async follow(page: string, blocks: readonly Block[], has: Has, signal: AbortSignal) {
    const cwd = checkoutAt(mkdtempSync(join(this.#folder, `${page.replaceAll('/', '-')}-`)));
    for (const block of blocks) await this.#follow(block, { page, cwd, has, signal });
  }

  async #follow(block: Block, { page, cwd, has, signal }: Following): Promise<void> {
    if (block.kind === 'file') return writeFileSync(join(cwd, block.name), block.text);
    if (!has(block.needs)) return;
    for (const { command, answer } of block.shown) {
      const { code, out, err } = await this.#bash(command, cwd, signal);
      const said = out.replaceAll(this.temporary, '/tmp');
      const place = `${page}:${block.line}: ${command}`;
      expect(done, `${place}\n${err}`).toContain(code);
      expect(missing(answer, said), `${place}\nsaid:\n${said}`).toBeUndefined();
    }
  }

  async #bash(command: string, cwd: string, signal: AbortSignal) {
    const { PATH = '' } = process.env;
    const path = [join(this.#folder, 'bin'), bin, PATH].join(delimiter);
    const env = { ...process.env, PATH: path, NO_COLOR: '1', TMPDIR: this.temporary };
    return endOf(startWhere({ cwd, env }, 'bash', '-c', command), signal);
  }

  close(): void {
    rmSync(this.#folder, { recursive: true });
  }
}
