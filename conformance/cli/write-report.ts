import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { moduleBeside } from '../module-beside.ts';
import { OutputError } from '../output/error.ts';

/** What came of making a report. */
export type Made =
  | { readonly kind: 'made'; readonly file: string }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * Writes the report of the runs that a folder has recorded, and returns its path; `commandLine` made them, where that
 * is known. It is made in a thread of its own: it takes a minute for ten thousand runs, in which no timer, no signal
 * and no line of progress may be kept waiting. @throws OutputError for a folder without a record
 */
export async function writeReport(folder: string, commandLine?: string): Promise<string> {
  const workerData = { folder, commandLine };
  const thread = new Worker(moduleBeside('report-thread', import.meta.url), { workerData });
  const [made]: Made[] = await once(thread, 'message');
  if (made === undefined) throw new TypeError('a thread that ends well has said what it made');
  if (made.kind === 'refused') throw new OutputError(made.why);
  return made.file;
}
