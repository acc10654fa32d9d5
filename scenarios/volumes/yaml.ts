import { z } from 'zod';
import { modes } from '../../model/site.ts';
import { explainIssue } from '../yaml-issue.ts';
import { otherKind } from '../yaml-kind.ts';
import { type Locate, locatorIn } from '../yaml-locate.ts';
import { didYouMean } from '../yaml-nearest.ts';
import { type Finding, scenarioError } from '../yaml-place.ts';
import { readSource } from '../yaml-source.ts';
import { readText } from '../yaml-text.ts';
import { mainOf, stepNames } from './form.ts';
import { type VolumeStep, volumeStepSchema } from './step.ts';

const text = z.string().min(1);

/** What stands in a file of volumes beside its steps. */
const head = {
  volumes: text.max(100).describe('The name of the scenario'),
  about: text.optional().describe('What it is about'),
  modes: z
    .array(z.enum(modes))
    .min(1)
    .default([...modes]),
  bug: z
    .strictObject({
      driver: text.describe('The driver that has the bug, as --driver names it'),
      finding: text.describe('What it is found wanting in, as reports name it'),
      known: text.optional().describe('What it is known as elsewhere'),
      versions: text.describe('The versions that have it, as far as they were looked at'),
    })
    .optional(),
} as const;

const fileSchema = z.strictObject({ ...head, steps: z.array(z.unknown()).min(1).max(60) });

/** A named volume scenario, as a file holds it. */
export type VolumeScenario = Omit<z.infer<typeof fileSchema>, 'steps'> & {
  readonly steps: readonly VolumeStep[];
};

type Read = { readonly step: VolumeStep } | { readonly findings: readonly Finding[] };

/** Reads a volume scenario file. Throws a ScenarioError, also when the file itself cannot be read. */
export const readVolumes = (file: string): VolumeScenario => parseVolumes(readText(file), file);

/** The same of a text; `file` is what errors call it. */
export function parseVolumes(source: string, file = 'volumes.yaml'): VolumeScenario {
  const { document, findings } = readSource(source);
  if (document === undefined || findings.length > 0) throw scenarioError(file, source, findings);
  const data: unknown = document.toJS();
  const locate = locatorIn(document.contents);
  const other = otherKind(data, 'volumes', locate);
  if (other !== undefined) throw scenarioError(file, source, [other]);
  const read = fileSchema.safeParse(data, { reportInput: true });
  if (!read.success) {
    const label = ([field]: readonly PropertyKey[]) =>
      field === undefined ? 'a file of volumes' : `"${String(field)}"`;
    const part = { locate, fields: Object.keys(fileSchema.shape), label };
    const found = read.error.issues.flatMap((issue) => explainIssue(issue, part));
    throw scenarioError(file, source, found);
  }
  const steps = read.data.steps.map((step, index) =>
    readStep(step, (path, key) => locate(['steps', index, ...path], key)),
  );
  const wrong = steps.flatMap((one) => ('findings' in one ? one.findings : []));
  if (wrong.length > 0) throw scenarioError(file, source, wrong);
  return { ...read.data, steps: steps.flatMap((one) => ('step' in one ? [one.step] : [])) };
}

function readStep(data: unknown, locate: Locate): Read {
  const [name, fields] = formOf(data);
  if (name === undefined || !stepNames.includes(name)) {
    const what = `unknown step ${JSON.stringify(name ?? data)}`;
    return {
      findings: [{ at: locate([]), what, mend: didYouMean(name ?? '', stepNames, 'steps are') }],
    };
  }
  const main = mainOf(name);
  const { [name]: value, ...others } = fields;
  const given = main === undefined || value === undefined ? {} : { [main]: value };
  const read = volumeStepSchema.safeParse({ do: name, ...given, ...others }, { reportInput: true });
  if (read.success) return { step: read.data };
  const label = ([key]: readonly PropertyKey[]) => `"${String(key)}" of "${name}"`;
  // What stands beside the step's name is found by that name.
  const within: Locate = ([first, ...path], key) =>
    locate(
      first === main && first !== undefined
        ? [name, ...path]
        : [...(first === undefined ? [] : [first]), ...path],
      key,
    );
  const part = { locate: within, fields: Object.keys(others), label };
  return { findings: read.error.issues.flatMap((issue) => explainIssue(issue, part)) };
}

/** The name of a step, and its fields: `settle`, or the first field that is named as a step is. */
function formOf(data: unknown): readonly [string | undefined, Readonly<Record<string, unknown>>] {
  if (typeof data === 'string') return [data, {}];
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return [undefined, {}];
  const fields = Object.fromEntries(Object.entries(data));
  return [Object.keys(fields)[0], fields];
}
