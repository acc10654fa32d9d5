import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { OutputError } from '../output/error.ts';
import { makeReport } from './make-report.ts';
import type { Made } from './write-report.ts';

const { folder, commandLine } = z
  .object({ folder: z.string(), commandLine: z.string().optional() })
  .parse(workerData);

async function made(): Promise<Made> {
  try {
    return { kind: 'made', file: await makeReport(folder, commandLine) };
  } catch (error) {
    if (error instanceof OutputError) return { kind: 'refused', why: error.message };
    throw error;
  }
}

parentPort?.postMessage(await made());
