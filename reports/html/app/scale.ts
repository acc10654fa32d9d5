import type { Column } from './picture.ts';

/** How wide a moment is that has hardly any time to it: enough to be seen, and to be pointed at. */
export const narrowest = 12;

/** Room after the last moment. */
export const tail = 50;

/** When each moment was, the start included, in milliseconds; what has no time of its own lies evenly between its neighbours. */
export function timesOf(columns: readonly Column[]): readonly number[] {
  const times = [0];
  let waiting = 0;
  for (const { at } of columns) {
    waiting += 1;
    if (at === undefined) continue;
    addEvenly(times, waiting, at);
    waiting = 0;
  }
  // What daemons did after the last step has no end: it is all of that time.
  addEvenly(times, waiting, times.at(-1) ?? 0);
  return times;
}

function addEvenly(times: number[], count: number, until: number): void {
  const from = times.at(-1) ?? 0;
  for (let one = 1; one <= count; one += 1) times.push(from + ((until - from) * one) / count);
}

/** Where each moment begins, in pixels, and where the picture ends: all moments alike wide. */
export function alike(columns: readonly Column[], available: number): readonly number[] {
  const moments = columns.length + 1;
  const width = Math.max(22, Math.min(104, Math.floor((available - tail) / moments)));
  return [
    ...Array.from({ length: moments }, (_, moment) => moment * width),
    moments * width + tail,
  ];
}

/**
 * The same to scale: a moment begins where the thing had ended that made it, and is as wide as it took until the next
 * had; but none is narrower than can be seen.
 */
export function byTime(columns: readonly Column[], available: number): readonly number[] {
  const times = timesOf(columns);
  const whole = Math.max(1, times.at(-1) ?? 0);
  const pixels = Math.max(0, available - tail - narrowest) / whole;
  const starts = [0];
  for (const [moment, time] of times.entries()) {
    const lasts = (times[moment + 1] ?? time) - time;
    starts.push((starts[moment] ?? 0) + Math.max(narrowest, lasts * pixels));
  }
  starts[starts.length - 1] = (starts.at(-1) ?? 0) + tail;
  return starts;
}
