import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bin, checkoutAt, here } from '../../conformance/cli/start.ts';
import { whyNoCinder } from '../../conformance/drivers/available.ts';
import { type Block, blocksOf, type Need, needs } from './blocks.ts';
import { missing } from './compare.ts';

const docs = readdirSync(join(here, 'docs'), { recursive: true, encoding: 'utf8' });
const pages = [
  'README.md',
  ...docs.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
];
const blocks = new Map(
  pages.map((page) => [page, blocksOf(readFileSync(join(here, page), 'utf8'))] as const),
);
const run = [...blocks].filter(([, all]) => all.some(({ kind }) => kind === 'terminal'));

const isRunHere = (need: Need | undefined) =>
  need === undefined || (need === 'cinder' && whyNoCinder() === undefined);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'splitbrain-console-'));
  mkdirSync(join(folder, 'bin'));
  const npx = `#!/bin/bash\nif [ "$1" = splitbrain ]; then shift; exec node "${here}cli.ts" "$@"; fi\nexec ${bin}/"$@"\n`;
  writeFileSync(join(folder, 'bin/npx'), npx, { mode: 0o755 });
});
afterAll(() => rmSync(folder, { recursive: true }));

function bash(
  command: string,
  cwd: string,
): Promise<{ code: number | null; out: string; err: string }> {
  const { PATH = '' } = process.env;
  const path = [join(folder, 'bin'), bin, PATH].join(delimiter);
  const env = { ...process.env, PATH: path, NO_COLOR: '1' };
  const child = spawn('bash', ['-c', command], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout.on('data', (data) => {
    said.out += String(data);
  });
  child.stderr.on('data', (data) => {
    said.err += String(data);
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...said })));
}

/** Exit codes of a command that was done, whatever it came to: passed, failed, inconclusive. */
const done = [0, 1, 3];

async function follow(block: Block, page: string, cwd: string): Promise<void> {
  if (block.kind === 'file') {
    writeFileSync(join(cwd, block.name), block.text);
    return;
  }
  if (!isRunHere(block.needs)) return;
  for (const { command, answer } of block.shown) {
    const { code, out, err } = await bash(command, cwd);
    const place = `${page}:${block.line}: ${command}`;
    expect(done, `${place}\n${err}`).toContain(code);
    const lacks = missing(answer, out);
    expect(lacks, `${place}\nsaid:\n${out}`).toBeUndefined();
  }
}

describe('what pages show of a terminal is what comes of it', () => {
  it.each(run)('%s', { timeout: 900_000 }, async (page, all) => {
    const cwd = checkoutAt(join(folder, page.replaceAll('/', '-')));
    for (const block of all) await follow(block, page, cwd);
  });
});

const left = [...blocks].flatMap(([page, all]) =>
  all.flatMap((block) =>
    block.kind === 'terminal' && block.needs !== undefined
      ? block.shown.map(({ command }) => ({
          place: `${page}:${block.line}: ${command.split('\n')[0]}`,
          need: block.needs,
        }))
      : [],
  ),
);

describe('what a page says it needs more for', () => {
  it('is as much as is known', () => {
    const counts = needs.map((need) => [need, left.filter((one) => one.need === need).length]);
    expect(Object.fromEntries(counts)).toEqual({ clusters: 25, cinder: 9, install: 11, tests: 2 });
  });

  for (const { place, need } of left.filter((one) => !isRunHere(one.need)))
    it(place, (context) => context.skip(`needs ${need}`));
});
