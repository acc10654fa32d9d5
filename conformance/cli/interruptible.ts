import { exits } from '../../reports/exit.ts';
import { watchInterrupts } from '../campaign/interrupt.ts';

/** Does a work that Ctrl-C ends early, with what was done until then; a second Ctrl-C ends the process. */
export async function interruptible<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const watch = watchInterrupts(() => process.exit(exits.inconclusive));
  try {
    return await work(watch.signal);
  } finally {
    watch.release();
  }
}
