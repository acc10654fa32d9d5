import { sites } from '../model/site.ts';
import { type Step, stepSchema } from './step.ts';
import { type StepForm, stepFields, stepForms, stepNames } from './yaml-form.ts';
import { explainIssue, show } from './yaml-issue.ts';
import type { Locate } from './yaml-locate.ts';
import { didYouMean } from './yaml-nearest.ts';
import type { Finding } from './yaml-place.ts';

/** A step that was read, or what is wrong with it. */
export type StepRead = { readonly step: Step } | { readonly findings: readonly Finding[] };

const fault = (at: number, what: string, mend: string): StepRead => ({
  findings: [{ at, what, mend }],
});

const unknownStep = (at: number, name: string): StepRead =>
  fault(at, `unknown step ${show(name)}`, didYouMean(name, stepNames, 'steps are'));

function readWord(word: string, at: number): StepRead {
  const form = stepForms.get(word);
  if (form?.kind === 'word') return { step: stepSchema.parse({ do: word }) };
  if (form !== undefined) {
    const mend = sites.map((site) => `"- ${word}: ${site}"`).join(' or ');
    return fault(at, `"${word}" needs a site`, `write ${mend}`);
  }
  const [, name = '', site = ''] = /^([\w-]+)[: ]\s*(\w+)$/.exec(word) ?? [];
  if (stepForms.get(name)?.kind !== 'mapping') return unknownStep(at, word);
  const mend = `write "- ${name}: ${site}", with a colon and a space`;
  return fault(at, `${show(word)} does not part the step from its site`, mend);
}

function readFields(form: StepForm, data: object, locate: Locate): StepRead {
  const { kind, name, schema } = form;
  if (kind === 'word') {
    return fault(locate([], name), `"${name}" takes no site and no fields`, `write "- ${name}"`);
  }
  const read = schema.safeParse(data, { reportInput: true });
  if (read.success) {
    const { [name]: site, ...fields } = read.data;
    return { step: stepSchema.parse({ do: name, site, ...fields }) };
  }
  const part = {
    locate,
    fields: Object.keys(schema.shape),
    label: ([key]: readonly PropertyKey[]) => (key === name ? 'site' : `"${String(key)}"`),
  };
  return { findings: read.error.issues.flatMap((issue) => explainIssue(issue, part)) };
}

function readMapping(data: object, locate: Locate): StepRead {
  const keys = Object.keys(data);
  const [first, ...more] = keys.flatMap((key) => stepForms.get(key) ?? []);
  if (first === undefined) {
    const name = keys.find((key) => !stepFields.has(key));
    if (name !== undefined) return unknownStep(locate([], name), name);
    return fault(
      locate([]),
      'the step has no name',
      `begin it with one of: ${stepNames.join(', ')}`,
    );
  }
  if (more.length === 0) return readFields(first, data, locate);
  const findings = more.map(({ name }) => ({
    at: locate([], name),
    what: `two steps in one item: "${first.name}" and "${name}"`,
    mend: `begin a new item with "- ${name}"`,
  }));
  return { findings };
}

/** Reads one step from its YAML form; `locate` finds places inside the step. */
export function readStep(data: unknown, locate: Locate): StepRead {
  if (typeof data === 'string') return readWord(data, locate([]));
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) {
    return readMapping(data, locate);
  }
  const mend = 'write a step such as "- promote: b" or "- settle"';
  return fault(locate([]), `a step cannot be ${show(data)}`, mend);
}
