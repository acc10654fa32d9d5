import { xmlAttributes, xmlText } from '../xml.ts';

/** The attributes of an element. */
export type Attributes = Readonly<Record<string, string | number>>;

/** An element with what is in it, which is SVG already. */
export function tag(name: string, attributes: Attributes, ...inside: readonly string[]): string {
  const head = `<${name}${xmlAttributes(attributes)}`;
  return inside.length === 0 ? `${head}/>` : `${head}>${inside.join('')}</${name}>`;
}

/** A text at a place. */
export const words = (x: number, y: number, text: string, attributes: Attributes = {}): string =>
  tag('text', { x: rounded(x), y: rounded(y), ...attributes }, xmlText(text));

/** A line. */
export const line = (
  [x1, y1, x2, y2]: readonly [number, number, number, number],
  attributes: Attributes = {},
): string =>
  tag('line', {
    ...{ x1: rounded(x1), y1: rounded(y1), x2: rounded(x2), y2: rounded(y2) },
    ...attributes,
  });

/** A length in pixels, as short as it can be written. */
export const rounded = (length: number): number => Math.round(length * 10) / 10;
