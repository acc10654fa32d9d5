import { volumeStepSchema } from './step.ts';

/** The field whose value stands beside a step's name: `write: 1`, `stop-site: a`, `by-hand: demote`. */
const mains = ['command', 'volume', 'site', 'to', 'config', 'calls'] as const;

type Form = (typeof volumeStepSchema.options)[number];

const namesOf = ({ shape }: Form): readonly string[] =>
  'options' in shape.do ? shape.do.options : [...shape.do.values];

/** The names of all steps, in the order of the vocabulary. */
export const stepNames: readonly string[] = volumeStepSchema.options.flatMap(namesOf);

const formNamed = (name: string): Form | undefined =>
  volumeStepSchema.options.find((one) => namesOf(one).includes(name));

/** The field whose value stands beside the name of this step; undefined where there is none, or no such step. */
export function mainOf(name: string): string | undefined {
  const form = formNamed(name);
  return form && mains.find((field) => field in form.shape);
}

/** What a field of this step is where it is left out; undefined where it may not be. */
export function defaultOf(name: string, field: string): unknown {
  const shape = new Map(Object.entries(formNamed(name)?.shape ?? {}));
  return shape.get(field)?.safeParse(undefined).data;
}
