import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

/** How much of a log is read, from its end, in bytes: some minutes of what a mirror daemon writes. */
const most = 1 << 20;

/** The end of a log that a process still writes to; nothing where there is none. */
export function endOfLog(file: string): string {
  if (!existsSync(file)) return '';
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const bytes = Buffer.alloc(Math.min(size, most));
    const read = readSync(descriptor, bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString('utf8', 0, read);
  } finally {
    closeSync(descriptor);
  }
}
