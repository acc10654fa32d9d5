import type { z } from 'zod';
import type { Locate } from './yaml-locate.ts';
import { didYouMean } from './yaml-nearest.ts';
import type { Finding } from './yaml-place.ts';

/** The part of a file that an issue was found in. */
export interface Part {
  readonly locate: Locate;
  /** The fields that may stand there. */
  readonly fields: readonly string[];
  /** What people call the value that a path leads to. */
  readonly label: (path: readonly PropertyKey[]) => string;
}

type Told = Omit<Finding, 'at'>;
type Issue<Code extends string> = Extract<z.core.$ZodIssue, { code: Code }>;

/** A value as a message shows it. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** The mend for a value that must be one of a few words. */
export const oneOf = (input: unknown, words: readonly string[]): string =>
  typeof input === 'string'
    ? didYouMean(input, words, 'it can be')
    : `write one of: ${words.join(', ')}`;

const kinds: Readonly<Record<string, readonly [kind: string, mend: string]>> = {
  string: ['text', 'put it in quotes, and in one piece'],
  number: ['a number', 'write a number in digits'],
  int: ['a whole number', 'write a whole number in digits'],
  boolean: ['true or false', 'write true or false'],
  array: ['a list', 'write its items in brackets, or each on a line with "- "'],
  object: ['a mapping', 'write its fields as "name: value"'],
};

function wrongType({ expected, input, path }: Issue<'invalid_type'>, label: string): Told {
  const [kind, mend] = kinds[expected] ?? [expected, `write ${expected}`];
  if (input !== undefined) return { what: `${label} must be ${kind}, not ${show(input)}`, mend };
  return { what: `${label} is missing`, mend: `add "${String(path.at(-1))}: ...", ${kind}` };
}

function wrongValue({ values, input, path }: Issue<'invalid_value'>, label: string): Told {
  const words = values.map(String);
  if (input === undefined) {
    const mend = `add "${String(path.at(-1))}: ...", one of: ${words.join(', ')}`;
    return { what: `${label} is missing`, mend };
  }
  const must = words.length > 3 ? 'cannot be' : `must be ${words.join(' or ')}, not`;
  return { what: `${label} ${must} ${show(input)}`, mend: oneOf(input, words) };
}

function tooSmall({ origin, minimum, input }: Issue<'too_small'>, label: string): Told {
  if (origin === 'string' || origin === 'array') {
    return { what: `${label} is empty`, mend: 'fill it in' };
  }
  const what = `${label} must be at least ${minimum}, not ${show(input)}`;
  return { what, mend: `write ${minimum} or more` };
}

function tooBig({ origin, maximum, input }: Issue<'too_big'>, label: string): Told {
  if (origin === 'string' || origin === 'array') {
    const unit = origin === 'string' ? 'letters' : 'items';
    return { what: `${label} has more than ${maximum} ${unit}`, mend: 'make it shorter' };
  }
  const what = `${label} must be at most ${maximum}, not ${show(input)}`;
  return { what, mend: `write ${maximum} or less` };
}

function tell(issue: z.core.$ZodIssue, label: string): Told {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue, label);
    case 'invalid_value':
      return wrongValue(issue, label);
    case 'too_small':
      return tooSmall(issue, label);
    case 'too_big':
      return tooBig(issue, label);
    default:
      return { what: issue.message, mend: `change ${label}` };
  }
}

/** Says in the file's own terms what a schema found wrong, and how to mend it. */
export function explainIssue(issue: z.core.$ZodIssue, { locate, fields, label }: Part): Finding[] {
  if (issue.code !== 'unrecognized_keys') {
    return [{ at: locate(issue.path), ...tell(issue, label(issue.path)) }];
  }
  return issue.keys.map((key) => ({
    at: locate(issue.path, key),
    what: `unknown field ${show(key)}`,
    mend: didYouMean(key, fields, 'fields here are'),
  }));
}
