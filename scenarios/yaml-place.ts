import { ScenarioError } from './yaml-error.ts';

/** What is wrong at an offset of a text, and how to mend it. */
export interface Finding {
  readonly at: number;
  readonly what: string;
  readonly mend: string;
}

/** Line and column of an offset, both from 1. What lies behind the text is at its end. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/** The error that tells all findings in a file's text. */
export const scenarioError = (
  file: string,
  text: string,
  findings: readonly Finding[],
): ScenarioError =>
  new ScenarioError(
    findings.map(({ at, what, mend }) => ({ file, ...placeOf(text, at), what, mend })),
  );
