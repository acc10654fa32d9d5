import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the findings. */
export const folder = fileURLToPath(new URL('.', import.meta.url));

/** The text of a file of the folder. */
export const textOf = (file: string): string => readFileSync(`${folder}${file}`, 'utf8');

const files = readdirSync(folder);

/** Every shell file of the folder: the scripts, and what they share. */
export const shellFiles = files.filter((file) => file.endsWith('.sh'));

/** The findings that have a script to be run, by name; what scripts share has no first line of that kind. */
export const scripts = shellFiles
  .filter((file) => textOf(file).startsWith('#!'))
  .map((file) => file.replace(/\.sh$/, ''));

/** The findings that have a report, by name. */
export const reports = files
  .filter((file) => file.endsWith('.md') && file !== 'README.md')
  .map((file) => file.replace(/\.md$/, ''));
