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

/** The seed that a run's schedule is drawn from: up to where it goes on, it is that of the other run. */
export function scheduleSeed(seed: string): string {
  const base = form.exec(seed)?.[1];
  return base === undefined ? seed : scheduleSeed(base);
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
