/** How wide a letter is, about, in pixels. */
export const letter = 6.3;

/** How much wider one is that is bold. */
const bold = 1.16;

/** What fits of a text into so many pixels. */
export function fitting(text: string, width: number, isBold = false): string {
  const most = Math.floor((width - 10) / (letter * (isBold ? bold : 1)));
  if (text.length <= most) return text;
  return most < 3 ? '' : `${text.slice(0, most - 1)}…`;
}
