/** How wide a letter is, about, in pixels. */
export const letter = 6.3;

/** How much wider one is that is bold. */
const bold = 1.16;

/** What fits of a text into so many pixels, or of a shorter one where not all of it does. */
export function fitting(text: string, width: number, isBold = false, short = text): string {
  const most = Math.floor((width - 10) / (letter * (isBold ? bold : 1)));
  if (text.length <= most) return text;
  if (short.length <= most) return short;
  return most < 3 ? '' : `${short.slice(0, most - 1)}…`;
}
