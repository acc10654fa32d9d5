import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

const chunkBytes = 1 << 16;

/**
 * The complete lines of a file, one at a time, however long it is. What follows the last line break
 * is left out: a line that was being written when its writer was killed.
 */
export function* completeLines(file: string): Generator<string> {
  const descriptor = openSync(file, 'r');
  try {
    const decoder = new StringDecoder('utf8');
    const chunk = Buffer.alloc(chunkBytes);
    let rest = '';
    for (;;) {
      const count = readSync(descriptor, chunk);
      if (count === 0) return;
      const lines = (rest + decoder.write(chunk.subarray(0, count))).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    closeSync(descriptor);
  }
}
