import { readFileSync } from 'node:fs';
import type { Scenario } from './scenario.ts';
import { ScenarioError } from './yaml-error.ts';
import { readFile } from './yaml-file.ts';
import { scenarioError } from './yaml-place.ts';
import { readSource } from './yaml-source.ts';

export { type Problem, ScenarioError } from './yaml-error.ts';
export { formatScenario } from './yaml-format.ts';

/**
 * Reads a scenario from YAML text. `file` is what errors call the text.
 * Throws a ScenarioError that tells everything wrong in it at once.
 */
export function parseScenario(text: string, file = 'scenario.yaml'): Scenario {
  const { document, findings } = readSource(text);
  if (document === undefined) throw scenarioError(file, text, findings);
  const read = readFile(document);
  if ('findings' in read) throw scenarioError(file, text, [...findings, ...read.findings]);
  if (findings.length > 0) throw scenarioError(file, text, findings);
  return read.scenario;
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'this is a folder, not a file';
  return `the file cannot be read (${error instanceof Error ? error.message : String(error)})`;
}

/** Reads a scenario file. Throws a ScenarioError, also when the file itself cannot be read. */
export function readScenario(path: string): Scenario {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const mend = 'give the path of a scenario file';
    throw new ScenarioError([{ file: path, line: 1, column: 1, what: reasonOf(error), mend }]);
  }
  return parseScenario(text, path);
}
