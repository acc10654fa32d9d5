import { parentPort } from 'node:worker_threads';
import { deviations } from '../model/deviations.ts';
import type { Question } from './explain.ts';
import { knownDeviations, namesOf } from './rejudge.ts';

parentPort?.on('message', ({ record, names }: Question) => {
  const known = deviations.filter(({ name }) => names.includes(name));
  parentPort?.postMessage(namesOf(knownDeviations(record, known)));
});
