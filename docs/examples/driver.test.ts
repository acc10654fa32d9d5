import { fileURLToPath } from 'node:url';
import { conformance } from 'splitbrain/vitest';

const program = fileURLToPath(new URL('../example_driver.py', import.meta.url));

// One test for each promise and scenario. The driver of the example knows nothing of replication, and is held here to
// what it can keep; leave `promises` out to see what becomes of the rest.
conformance({
  driver: `python3 ${program}`,
  modes: ['journal'],
  seed: 'example',
  runs: 3,
  promises: ['stays-alive', 'speaks-the-protocol', 'connects-to-the-active-site'],
});
