import { styleText } from 'node:util';

const styles = {
  good: 'green',
  bad: 'red',
  unsure: 'yellow',
  faint: 'dim',
  strong: 'bold',
} as const;

/** Gives a piece of text its meaning in colour, where colour is wanted. */
export type Paint = (style: keyof typeof styles, text: string) => string;

/** No colour at all. */
export const plain: Paint = (_style, text) => text;

/** Colour where the stream is a terminal, unless NO_COLOR asks for none. */
export const paintFor =
  (stream: NodeJS.WriteStream): Paint =>
  (style, text) =>
    styleText(styles[style], text, { stream });
