import type { Course } from '../../conformance/course/course.ts';
import type { RunRecord } from '../../conformance/record.ts';
import { background } from './background.ts';
import { factsOf } from './facts.ts';
import { happened } from './happened.ts';
import { standing } from './standing.ts';
import { sentence } from './words.ts';

/**
 * Why a run failed, in sentences: what was wrong and which writes are lost; how the pair stood before it, and
 * what held it there; what makes it wrong. Empty for a run that did not fail. A course that is but one of
 * several is said to be.
 */
export function explanation(record: RunRecord, course: Course | undefined): string[] {
  const facts = factsOf(record, course);
  if (facts === undefined) return [];
  const stood = standing(facts);
  const why = background(facts);
  return [
    ...happened(facts).map(sentence),
    ...(stood === undefined ? [] : [sentence(stood)]),
    ...(why === undefined ? [] : [sentence(why)]),
    ...(facts.certain ? [] : ['This is one way in which it can have come about.']),
  ];
}

/** Sentences as lines that are no wider than so many characters. */
export function wrapped(sentences: readonly string[], width: number): string[] {
  const lines = [''];
  for (const word of sentences.join(' ').split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
