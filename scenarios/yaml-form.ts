import { z } from 'zod';
import { head, scenarioFormat, stepsOf } from './scenario.ts';
import { stepSchema } from './step.ts';

/** How one step is written in YAML: `name` alone, or `name: site` with other fields beside it. */
export type StepForm =
  | { readonly kind: 'word'; readonly name: string; readonly schema: z.ZodType<string> }
  | { readonly kind: 'mapping'; readonly name: string; readonly schema: z.ZodObject };

function formOf({ shape, description = '' }: (typeof stepSchema.options)[number]): StepForm {
  if (!('site' in shape)) {
    const name = shape.do.value;
    return { kind: 'word', name, schema: z.literal(name).describe(description) };
  }
  const { do: word, site, ...fields } = shape;
  const name = word.value;
  // An editor shows the description of the key under the pointer, so the step's stands there too.
  const key = site.describe(`${description}. ${site.description}`);
  const schema = z.strictObject({ [name]: key, ...fields }).describe(description);
  return { kind: 'mapping', name, schema };
}

/** Every step's YAML form by the step's name, derived from the step vocabulary. */
export const stepForms: ReadonlyMap<string, StepForm> = new Map(
  stepSchema.options.map(formOf).map((form) => [form.name, form]),
);

/** The names of all steps, in the order of the vocabulary. */
export const stepNames: readonly string[] = [...stepForms.keys()];

/** Fields that stand beside a step's name in some step: `blocks`, `force`, `expect`. */
export const stepFields: ReadonlySet<string> = new Set(
  [...stepForms.values()].flatMap((form) =>
    form.kind === 'word' ? [] : Object.keys(form.schema.shape).filter((key) => key !== form.name),
  ),
);

const { name, format, ...others } = head;

const formWith = <Item extends z.ZodType>(step: Item) =>
  z.strictObject({
    scenario: name,
    format: format.default(scenarioFormat).describe(`${format.description}; 1, if left out`),
    ...others,
    steps: stepsOf(step),
  });

/** A scenario file with its steps unread: they are checked one by one, each by its own form. */
export const fileSchema = formWith(z.unknown());

/** A whole scenario file, for those who need the form in one piece. */
export const wholeFileSchema = formWith(
  z.union([...stepForms.values()].map((form): z.ZodType => form.schema)),
);
