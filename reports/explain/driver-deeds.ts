import type { DriverRecord, VolumeStepRecord } from '../../conformance/drivers/record.ts';
import { joined } from './words.ts';

type Call = NonNullable<VolumeStepRecord['calls']>[number];

/** What a driver does to the mirroring of an image, by the call of librbd. */
const deeds: Readonly<Record<string, (call: Call) => string>> = {
  mirror_image_enable: ({ site }) => `enabled mirroring at ${site}`,
  mirror_image_disable: ({ site, args }) => `disabled mirroring at ${site}${forced(args)}`,
  mirror_image_demote: ({ site }) => `demoted ${site}`,
  mirror_image_promote: ({ site, args }) => `promoted ${site}${forced(args)}`,
  mirror_image_resync: ({ site }) => `asked for a resync of ${site}`,
};

const forced = ([force]: readonly unknown[]): string => (force === true ? ' by force' : '');

/** Something that was done, and what it came to, each time. */
type Done = { readonly text: string; readonly answers: string[] };

/**
 * What the calls of a driver did to the mirroring of a volume's image, in order, in words; of every volume where
 * none is named. Undefined where that is nothing.
 */
export function driverDeeds(
  calls: readonly Call[],
  images: DriverRecord['images'],
  volume: number | undefined,
): string | undefined {
  const done: Done[] = [];
  for (const call of calls) {
    const text = deeds[call.call]?.(call);
    const own = volume === undefined || (call.image && images[call.image] === volume);
    if (text === undefined || !own) continue;
    const answer = call.error ?? 'ok';
    if (done.at(-1)?.text === text) done.at(-1)?.answers.push(answer);
    else done.push({ text, answers: [answer] });
  }
  return done.length === 0 ? undefined : joined(done.map(doneText));
}

/** `demoted a (ok)`, `promoted b (ImageBusy 3 times, then ok)`. */
function doneText({ text, answers }: Done): string {
  const runs: { answer: string; times: number }[] = [];
  for (const answer of answers) {
    const last = runs.at(-1);
    if (last?.answer === answer) last.times += 1;
    else runs.push({ answer, times: 1 });
  }
  const parts = runs.map(({ answer, times }) =>
    times === 1 ? answer : `${answer} ${times} times`,
  );
  return `${text} (${parts.join(', then ')})`;
}
