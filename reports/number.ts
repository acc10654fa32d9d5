/** A count for people: `1,080,334`. */
export const numberText = (count: number): string => count.toLocaleString('en');

/** How many per second, where `count` took so many milliseconds: `4,717`. */
export const perSecond = (count: number, took: number): string =>
  numberText(Math.round((count / took) * 1000));

/** How many per minute, in the same way. */
export const perMinute = (count: number, took: number): string =>
  numberText(Math.round((count / took) * 60_000));
