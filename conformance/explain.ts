import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Deviation } from '../model/deviations.ts';
import { moduleBeside } from './module-beside.ts';
import type { RunRecord } from './record.ts';

/** A failure to be explained, as it is put to the thread that does that. */
export interface Question {
  readonly record: RunRecord;
  /** The names of the deviations that may explain it. */
  readonly names: readonly string[];
}

let thread: Worker | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * The names of the known deviations that explain a failure; undefined where none do. They are looked
 * for in a thread of its own, one failure at a time: it takes up to a minute, in which no timer and no
 * answer of a real lab may be kept waiting.
 */
export async function explain(
  record: RunRecord,
  known: readonly Deviation[],
): Promise<string | undefined> {
  if (known.length === 0) return undefined;
  const names = known.map(({ name }) => name);
  const answer = last.then(() => ask({ record, names }));
  last = answer.catch(() => undefined); // whoever asked hears of it; the next is asked all the same
  return answer;
}

async function ask(question: Question): Promise<string | undefined> {
  thread ??= begin();
  thread.ref();
  try {
    thread.postMessage(question);
    const [names]: (string | undefined)[] = await once(thread, 'message');
    return names;
  } finally {
    thread?.unref();
  }
}

function begin(): Worker {
  const worker = new Worker(moduleBeside('explain-thread', import.meta.url));
  const forget = () => {
    if (thread === worker) thread = undefined;
  };
  worker.once('error', forget).once('exit', forget);
  return worker;
}
