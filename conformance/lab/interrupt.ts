import { constants } from 'node:os';
import { labDown } from './down.ts';
import { messageOf } from './error.ts';

const signals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/**
 * From now on, Ctrl-C and its like take the lab in `folder` down before this process ends; `heard`
 * is called when that begins. Returns a function that ends this. (After kill -9 nobody can: the
 * next `up` or `down` clears the rest.)
 */
export const downOnInterrupt = (folder: string, heard?: () => void): (() => void) => {
  const handler = (signal: NodeJS.Signals): void => {
    heard?.();
    labDown(folder)
      .then(() => process.stderr.write('splitbrain: interrupted; the lab is down\n'))
      .catch((thrown) => process.stderr.write(`${messageOf(thrown)}\n`))
      .finally(() => process.exit(128 + constants.signals[signal]));
  };
  for (const signal of signals) process.once(signal, handler);
  return () => {
    for (const signal of signals) process.off(signal, handler);
  };
};
