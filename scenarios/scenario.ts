import { z } from 'zod';
import { deviations } from '../model/deviations.ts';
import { promiseCodes } from '../model/promises.ts';
import { modes, type PoolMode, poolModes } from '../model/site.ts';
import { symptomNames } from '../model/symptoms.ts';
import { stepSchema } from './step.ts';

/** The version of the scenario form that this code reads and writes. */
export const scenarioFormat = 1;

const distinct = (list: readonly string[]): boolean => new Set(list).size === list.length;

const format = z
  .literal(scenarioFormat, {
    error: ({ input }) =>
      `scenario format ${JSON.stringify(input)} is not known: this version reads format ${scenarioFormat}`,
  })
  .describe('The version of the scenario form');

const name = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^.*$/, 'a name is a single line')
  .describe('What the scenario is called, in one line');

const about = z
  .string()
  .trim()
  .min(1)
  .max(4000)
  .optional()
  .describe('What it shows, and why that matters');

const modeList = z
  .array(z.enum(modes))
  .min(1)
  .refine(distinct, 'a mode is listed twice')
  .default(() => [...modes])
  .meta({ uniqueItems: true, description: 'The mirror modes it runs in; both, if left out' });

const bugSchema = z.strictObject({
  deviation: z
    .enum([...deviations.map((deviation) => deviation.name), ...symptomNames])
    .describe(
      'Which known deviation of releases it shows, or which symptom; that knows the releases and the source',
    ),
  breaks: z
    .enum([...promiseCodes, 'disagreement'])
    .describe('The promise that it breaks; disagreement, where none covers it'),
});

/** The fields of the part of a scenario that says which bug it shows. */
export const bugFields: readonly string[] = Object.keys(bugSchema.shape);

const bug = bugSchema
  .optional()
  .describe('The known bug of Ceph that it shows; left out where it shows none');

/** The name of a namespace, as scenarios and what is made of them have it. */
export const namespaceName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'a namespace is small letters, digits and dashes');

const namespace = namespaceName
  .optional()
  .describe("The namespace of the pool that the image is in; the pool's own, if left out");

const poolMode = z
  .enum(poolModes)
  .optional()
  .describe('What mirrors an image: to enable each (image, if left out), or its journaling (pool)');

const schedule = z
  .enum(['free', 'explicit'])
  .optional()
  .describe(
    'When daemons act on a simulated pair: in their own time (free, if left out), or where let and settle say so (explicit)',
  );

/** The fields of a scenario beside its steps; the data form and the YAML form share them. */
export const head = {
  format,
  name,
  about,
  bug,
  modes: modeList,
  namespace,
  'pool-mode': poolMode,
  schedule,
};

/** The pool that an image is in: its namespace there, the pool's own if left out, and its mode. */
export type Place = { readonly namespace?: string; readonly poolMode?: PoolMode };

type PlaceGiven = { readonly [Key in keyof Place]?: Place[Key] | undefined };

/** What is said of the pool of an image, to be passed on. */
export const placeOf = ({ namespace, poolMode }: PlaceGiven): Place => ({
  ...(namespace !== undefined && { namespace }),
  ...(poolMode !== undefined && { poolMode }),
});

/** The same of a scenario. */
export const placeIn = (scenario: Pick<Scenario, 'namespace' | 'pool-mode'>): Place =>
  placeOf({ namespace: scenario.namespace, poolMode: scenario['pool-mode'] });

/** A scenario's list of steps, whatever form a step is written in. */
export const stepsOf = <Item extends z.ZodType>(step: Item) =>
  z.array(step).min(1).max(60).describe('What happens, in order');

/** A scenario as plain, versioned data: what happens to one mirrored image, step by step. */
export const scenarioSchema = z.strictObject({ ...head, steps: stepsOf(stepSchema) });

/** What happens to one mirrored image, step by step, in each of its mirror modes. */
export type Scenario = z.infer<typeof scenarioSchema>;
