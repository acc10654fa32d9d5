const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A user asked to stop. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** A watch for the user's wish to stop. */
export interface InterruptWatch {
  /** Aborted, with an Interrupted, by the first Ctrl-C or its like. */
  readonly signal: AbortSignal;
  /** Ends the watch. */
  readonly release: () => void;
}

/** A signal that comes again this soon is the same one, passed on by a parent process as well. */
const echoMs = 500;

/**
 * Watches for Ctrl-C and its like (SIGINT, SIGTERM, SIGHUP). The first aborts the signal; a second
 * one calls `force`.
 */
export function watchInterrupts(force: () => void): InterruptWatch {
  const controller = new AbortController();
  let first = 0;
  const heard = () => {
    if (!controller.signal.aborted) first = performance.now();
    else if (performance.now() - first > echoMs) force();
    controller.abort(new Interrupted('interrupted'));
  };
  for (const signal of signals) process.on(signal, heard);
  const release = () => {
    for (const signal of signals) process.off(signal, heard);
  };
  return { signal: controller.signal, release };
}
