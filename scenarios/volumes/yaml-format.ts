import { stringify } from 'yaml';
import { defaultOf, mainOf } from './form.ts';
import type { VolumeStep } from './step.ts';
import type { VolumeScenario } from './yaml.ts';

/** Writes a volume scenario as YAML; reading the text gives the same scenario. */
export const formatVolumes = ({ steps, ...head }: VolumeScenario): string =>
  stringify({ ...head, steps: steps.map(formatStep) }, { schema: 'core' });

/** A step as a word, or by its name with the field that matters most; what a reader fills in is left out. */
function formatStep(step: VolumeStep): string | Record<string, unknown> {
  const { do: name, ...fields } = step;
  const main = mainOf(name);
  const told = new Map<string, unknown>(
    Object.entries(fields).filter(([field, value]) => value !== defaultOf(name, field)),
  );
  if (main === undefined || told.size === 0) return name;
  const value = new Map<string, unknown>(Object.entries(fields)).get(main);
  told.delete(main);
  return { [name]: value, ...Object.fromEntries(told) };
}
