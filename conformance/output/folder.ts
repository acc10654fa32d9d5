import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { withFiles } from './error.ts';

/** A folder that receives files; what else is there stays. */
export class Folder {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Writes a file of the folder, whole or not at all; returns its path. */
  write(name: string, parts: Iterable<string>): string {
    const file = join(this.folder, name);
    withFiles(this.folder, () => {
      makeFolder(dirname(file));
      const descriptor = openSync(`${file}.new`, 'w');
      for (const part of parts) writeSync(descriptor, part);
      closeSync(descriptor);
      renameSync(`${file}.new`, file);
    });
    return file;
  }
}

/** Makes a folder and those above it. (Node's own way to do so never ends below /proc.) */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(resolve(folder)));
  mkdirSync(folder);
}
