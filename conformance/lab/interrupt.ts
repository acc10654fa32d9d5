import { constants } from 'node:os';
import { labDown } from './down.ts';
import { messageOf } from './error.ts';

const signals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/**
 * From now on, Ctrl-C and its like have `clear` done, then `words` said, before this process ends.
 * Returns a function that ends this.
 */
export const onInterrupt = (clear: () => Promise<void>, words: string): (() => void) => {
  const handler = (signal: NodeJS.Signals): void => {
    clear()
      .then(() => process.stderr.write(`splitbrain: interrupted; ${words}\n`))
      .catch((thrown) => process.stderr.write(`${messageOf(thrown)}\n`))
      .finally(() => process.exit(128 + constants.signals[signal]));
  };
  for (const signal of signals) process.once(signal, handler);
  return () => {
    for (const signal of signals) process.off(signal, handler);
  };
};

/**
 * From now on, Ctrl-C and its like take the lab in `folder` down before this process ends; `heard`
 * is called when that begins. Returns a function that ends this. (After kill -9 nobody can: the
 * next `up` or `down` clears the rest.)
 */
export const downOnInterrupt = (folder: string, heard?: () => void): (() => void) =>
  onInterrupt(() => {
    heard?.();
    return labDown(folder);
  }, 'the lab is down');
