import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { durationText } from './duration.ts';
import { canRedraw, Progress } from './progress.ts';
import { progressLine } from './progress-line.ts';
import { noRuns } from './tally.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function shown(live: boolean, milliseconds: number, columns = 80): string[] {
  const written: string[] = [];
  const sink = { write: (text: string) => written.push(text), columns };
  const progress = new Progress({ sink, live, line: () => 'three of four are done' });
  vi.advanceTimersByTime(milliseconds);
  progress.end();
  vi.advanceTimersByTime(60_000);
  return written;
}

test('what is done soon shows no progress', () => {
  expect(shown(true, 1000)).toEqual([]);
  expect(shown(false, 1000)).toEqual([]);
});

test('a log gets a plain line now and then', () => {
  expect(shown(false, 25_000)).toEqual(Array(3).fill('three of four are done\n'));
});

test('a terminal gets one line, drawn anew, no wider than itself, and wiped in the end', () => {
  const written = shown(true, 2000, 12);
  expect(written[0]).toBe('\r\u{1b}[2Kthree of fo');
  expect(written.length).toBeGreaterThan(2);
  expect(written.at(-1)).toBe('\r\u{1b}[2K');
});

test('a line is drawn anew only on a terminal that nobody reads as a log', () => {
  const sink = { write: () => true, isTTY: true };
  expect(canRedraw(sink, {})).toBe(true);
  expect(canRedraw(sink, { CI: 'true' })).toBe(false);
  expect(canRedraw(sink, { TERM: 'dumb' })).toBe(false);
  expect(canRedraw({ write: () => true }, {})).toBe(false);
});

test('the line tells counts, rate, time gone and time left', () => {
  const tally = { ...noRuns, pass: 90, fail: 10 };
  expect(progressLine({ tally, earlier: 0, runs: 400, elapsed: 10_000 })).toBe(
    '100 of 400 scenarios · 90 passed, 10 failed, 0 inconclusive · 10/s · 10.0 s, 30.0 s left',
  );
  expect(progressLine({ tally, earlier: 0, elapsed: 10_000, time: 15_000, now: 'shrinking' })).toBe(
    '100 scenarios · 90 passed, 10 failed, 0 inconclusive · 10/s · 10.0 s, 5.0 s left · shrinking',
  );
  expect(progressLine({ tally, earlier: 99, runs: 101, elapsed: 30_000 })).toContain(
    '· 2.0/min · 30.0 s, 30.0 s left',
  );
  expect(progressLine({ tally: noRuns, earlier: 0, runs: 4, elapsed: 100 })).toContain('0/s');
});

test.each([
  [850, '850 ms'],
  [12_345, '12.3 s'],
  [185_000, '3 min 05 s'],
  [3_720_000, '1 h 02 min'],
])('%i ms is %s', (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text);
});
