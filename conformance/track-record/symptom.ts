import type { Symptom } from '../../model/symptoms.ts';
import type { RunRecord } from '../record.ts';

type Sign = (record: RunRecord) => boolean;

/** Longer than a forced promotion takes that waits for nobody, in milliseconds. */
const atOnce = 3000;

const signs: Readonly<Record<Symptom['name'], Sign>> = {
  'torn-primary-is-followed': endsApart,
  'forced-promotion-waits-for-the-dead': promotesLate,
  'first-status-is-dropped': ({ steps }) =>
    steps.some(({ step, sights: { a, b } }) =>
      [a, b].some(({ status, untold }) => {
        return step.do === 'settle' && status === 'replaying' && untold === true;
      }),
    ),
};

/** Whether the record of a run shows a symptom. */
export const showsIn = (record: RunRecord, { name }: Symptom): boolean => signs[name](record);

/** In the end one site says that it is primary, the other that it replays, and they differ. */
function endsApart({ steps }: RunRecord): boolean {
  const last = steps.at(-1);
  if (last?.step.do !== 'settle') return false;
  const { a, b } = last.sights;
  if ([a.status, b.status].sort().join() !== 'replaying,stopped') return false;
  const readable = Array.isArray(a.content) && Array.isArray(b.content);
  return readable && String(a.content) !== String(b.content);
}

/** A forced promotion was accepted, late. */
function promotesLate({ steps }: RunRecord): boolean {
  return steps.some(({ step, answer, at }, index) => {
    const forced = step.do === 'promote' && step.force && answer === 'ok';
    return forced && at - (steps[index - 1]?.at ?? 0) > atOnce;
  });
}
