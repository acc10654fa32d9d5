import type { Document } from 'yaml';
import { bugFields, type Scenario, scenarioSchema } from './scenario.ts';
import { tooManyEvents } from './yaml-events.ts';
import { fileSchema } from './yaml-form.ts';
import { explainIssue } from './yaml-issue.ts';
import { otherKind } from './yaml-kind.ts';
import { type Locate, locatorIn } from './yaml-locate.ts';
import type { Finding } from './yaml-place.ts';
import { poolModeFindings } from './yaml-pool-mode.ts';
import { readStep, type StepRead } from './yaml-step.ts';

/** A scenario that was read, or what is wrong with it. */
export type FileRead = { readonly scenario: Scenario } | { readonly findings: readonly Finding[] };

const label = ([field, item]: readonly PropertyKey[]): string => {
  if (field === undefined) return 'a scenario file';
  if (field === 'modes' && item !== undefined) return 'mode';
  return `"${String(item ?? field)}"`;
};

/** The fields of the mapping that a path leads to. */
const fieldsAt = (path: readonly PropertyKey[]): readonly string[] =>
  path[0] === 'bug' ? bugFields : Object.keys(fileSchema.shape);

function stepsIn(data: unknown): readonly unknown[] {
  if (typeof data !== 'object' || data === null || !('steps' in data)) return [];
  return Array.isArray(data.steps) ? data.steps : [];
}

const readSteps = (data: unknown, locate: Locate): StepRead[] =>
  stepsIn(data).map((step, index) =>
    readStep(step, (path, key) => locate(['steps', index, ...path], key)),
  );

/** Reads a scenario from the YAML document that holds it. */
export function readFile(document: Document): FileRead {
  const data: unknown = document.toJS();
  const locate = locatorIn(document.contents);
  if (data === null || data === undefined) {
    const mend = 'begin it with "scenario: ..." and a list of "steps:"';
    return { findings: [{ at: 0, what: 'the file is empty', mend }] };
  }
  const other = otherKind(data, 'scenario', locate);
  if (other !== undefined) return { findings: [other] };
  const file = fileSchema.safeParse(data, { reportInput: true });
  const steps = readSteps(data, locate);
  const stepFindings = steps.flatMap((read) => ('findings' in read ? read.findings : []));
  if (file.success && stepFindings.length === 0) {
    const { scenario: name, ...head } = file.data;
    const list = steps.flatMap((read) => ('step' in read ? [read.step] : []));
    const findings = [...poolModeFindings(head, locate), ...tooManyEvents(list, locate)];
    if (findings.length > 0) return { findings };
    return { scenario: scenarioSchema.parse({ ...head, name, steps: list }) };
  }
  const issues = file.error?.issues ?? [];
  const format = issues.find(({ path }) => path[0] === 'format');
  if (format !== undefined) {
    // A file of another format is not wrong in the rest: it only cannot be read here.
    const mend = 'use a Splitbrain that reads it, or leave "format" out for format 1';
    return { findings: [{ at: locate(format.path), what: format.message, mend }] };
  }
  const found = issues.flatMap((issue) =>
    explainIssue(issue, { locate, fields: fieldsAt(issue.path), label }),
  );
  return { findings: [...found, ...stepFindings] };
}
