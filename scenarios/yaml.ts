import type { Scenario } from './scenario.ts';
import { readFile } from './yaml-file.ts';
import { scenarioError } from './yaml-place.ts';
import { readSource } from './yaml-source.ts';
import { readText } from './yaml-text.ts';

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

/** Reads a scenario file. Throws a ScenarioError, also when the file itself cannot be read. */
export const readScenario = (path: string): Scenario => parseScenario(readText(path), path);
