import { parseDocument } from 'yaml';
import { locatorIn } from './yaml-locate.ts';
import { placeOf } from './yaml-place.ts';

/** The lines of a scenario file at which its steps begin, from 1 on. */
export function stepLinesIn(text: string, steps: number): readonly number[] {
  const locate = locatorIn(parseDocument(text, { schema: 'core' }).contents);
  return Array.from({ length: steps }, (_, index) => placeOf(text, locate(['steps', index])).line);
}
