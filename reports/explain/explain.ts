import type { Course } from '../../conformance/course/course.ts';
import type { RunRecord } from '../../conformance/record.ts';
import { background } from './background.ts';
import { factsOf } from './facts.ts';
import { happened, lossText } from './happened.ts';
import { standing } from './standing.ts';
import { sentence } from './words.ts';

/** A sentence of an explanation: what was wrong, which writes are lost, or what else there is to say. */
export type Sentence = { readonly of: 'what' | 'lost' | 'why'; readonly text: string };

/**
 * Why a run failed, in sentences: what was wrong and which writes are lost; how the pair stood before it, and
 * what held it there; what makes it wrong. Empty for a run that did not fail. A course that is but one of
 * several is said to be.
 */
export function explanation(record: RunRecord, course: Course | undefined): Sentence[] {
  const facts = factsOf(record, course);
  if (facts === undefined) return [];
  const one = facts.certain ? undefined : 'this is one way in which it can have come about';
  const told = [
    ['what', happened(facts)],
    ['lost', lossText(facts)],
    ...[standing(facts), background(facts), one].map((text) => ['why', text] as const),
  ] as const;
  return told.flatMap(([of, text]) => (text === undefined ? [] : [{ of, text: sentence(text) }]));
}

/** Sentences as one text. */
export const spoken = (sentences: readonly Sentence[]): string =>
  sentences.map(({ text }) => text).join(' ');

/** A text as lines that are no wider than so many characters. */
export function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
