import { requestOf } from '../../scenarios/events.ts';
import type { Step } from '../../scenarios/step.ts';
import { formatSeed, parseSeed } from './seed.ts';

/** A run that goes on from another: the text of that one's seed, so many of its steps, and a number. */
export type Continuation = {
  readonly base: string;
  readonly steps: number;
  readonly number: number;
};

const form = /^(.+)\+(\d+)then(\d+)$/s;

/** What a seed's text says of the run that its own goes on from; undefined where it goes on from none. */
export function continuationIn(text: string): Continuation | undefined {
  const [, base, steps, number] = form.exec(text) ?? [];
  return base === undefined ? undefined : { base, steps: Number(steps), number: Number(number) };
}

/** The seed of a run that goes on from that of another seed after so many steps. */
export function continued(seed: string, steps: number, number: number): string {
  const { text, ...mirroring } = parseSeed(seed);
  return formatSeed({ ...mirroring, text: `${text}+${steps}then${number}` });
}

/** What stands before the seed of a run that goes on from steps which no seed makes: those of a file. */
const fromSteps = /^on-/;

/**
 * The seed of a run that goes on from given steps, of which another seed drew the schedule: `on-SEED+4then3`. It
 * names the run, and says how it goes on; the steps themselves are in the file that it goes on from.
 */
export const continuedSteps = (seed: string, steps: number, number: number): string =>
  `on-${seed}+${steps}then${number}`;

/** Whether a seed names a run that goes on from the steps of a file. */
export const isOfSteps = (seed: string): boolean =>
  fromSteps.test(seed) && continuationIn(seed) !== undefined;

/** What a text names without what it says of going on from that. */
export const baseOf = (text: string): string => {
  const base = continuationIn(text)?.base;
  return base === undefined ? text : baseOf(base);
};

/** The seed that a run's schedule is drawn from: up to where it goes on, it is that of the other run. */
export function scheduleSeed(seed: string): string {
  const base = continuationIn(seed)?.base;
  return base === undefined ? seed : scheduleSeed(base.replace(fromSteps, ''));
}

/** How many steps of a scenario were done, each of them whole, before one that its run's record has, from 0. */
export function stepsBefore(scenario: readonly Step[], recorded: number): number {
  let records = 0;
  for (const [index, step] of scenario.entries()) {
    const request = requestOf(step);
    records += request.kind === 'commands' ? request.commands.length : 1;
    if (records > recorded) return index;
  }
  return scenario.length;
}
