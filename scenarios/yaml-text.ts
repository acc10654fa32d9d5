import { readFileSync } from 'node:fs';
import { ScenarioError } from './yaml-error.ts';

/** The text of a scenario file. @throws ScenarioError where the file cannot be read */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const mend = 'give the path of a scenario file';
    throw new ScenarioError([{ file: path, line: 1, column: 1, what: reasonOf(error), mend }]);
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'this is a folder, not a file';
  return `the file cannot be read (${error instanceof Error ? error.message : String(error)})`;
}
