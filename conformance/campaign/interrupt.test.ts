import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Interrupted, watchInterrupts } from './interrupt.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the first Ctrl-C aborts, and only a later one forces', () => {
  const force = vi.fn();
  const { signal, release } = watchInterrupts(force);
  process.emit('SIGINT');
  expect(signal.reason).toBeInstanceOf(Interrupted);
  vi.advanceTimersByTime(50);
  process.emit('SIGINT');
  expect(force).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  process.emit('SIGTERM');
  expect(force).toHaveBeenCalledOnce();
  release();
  expect(process.listenerCount('SIGHUP')).toBe(0);
});
