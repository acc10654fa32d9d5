import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { whySkipped } from '../../conformance/lab/available.ts';
import { labDown } from '../../conformance/lab/index.ts';
import type { Block } from './blocks.ts';
import { pages, Terminal } from './terminal.ts';

const skip = whySkipped();

const onClusters = (block: Block) => block.kind === 'terminal' && block.needs === 'clusters';
const run = [...pages].filter(([, all]) => all.some(onClusters));

describe.skipIf(skip)(`what pages show of clusters${skip ? ` (skipped: ${skip})` : ''}`, () => {
  let terminal: Terminal;
  beforeAll(() => {
    terminal = new Terminal();
  });
  afterAll(async () => {
    // Of a page that was not followed to its end.
    await labDown(join(terminal.temporary, 'splitbrain-lab'));
    terminal.close();
  });

  it.for(run)('%s', { timeout: 300_000 }, ([page, all], { signal }) =>
    terminal.follow(page, all, (need) => need === 'clusters', signal),
  );
});
