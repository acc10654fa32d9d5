import { readFileSync } from 'node:fs';
import type { Scenario } from '../../scenarios/scenario.ts';
import { stepLinesIn } from '../../scenarios/yaml-lines.ts';
import type { Filed } from './files.ts';

/** Where a step of a named scenario stands, steps from 0 on and lines from 1; undefined for what is in no file. */
export type Places = (
  scenario: string,
  step: number,
) => { readonly file: string; readonly line: number } | undefined;

/** A scenario of any kind: its steps stand in its file in their order. */
type Named = Pick<Scenario, 'name'> & { readonly steps: readonly unknown[] };

/** Finds steps in the files that scenarios were read from. */
export function placesIn(filed: readonly Filed<Named>[]): Places {
  return (name, step) => {
    const found = filed.find(({ scenario }) => scenario.name === name);
    if (found === undefined) return undefined;
    const { file, scenario } = found;
    const line = stepLinesIn(readFileSync(file, 'utf8'), scenario.steps.length)[step] ?? 1;
    return { file, line };
  };
}
