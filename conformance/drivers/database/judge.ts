import type { Found } from '../judge.ts';
import type { OwedCode } from '../obligations.ts';
import type { DatabasePassage } from './passage.ts';
import type { Rule } from './rule.ts';
import {
  failedFailoverReverts,
  failsOverFromTheDead,
  frozenStaysFrozen,
  refusalChangesNothing,
  restartRemembers,
  serviceFollows,
} from './service-rules.ts';
import {
  databaseAgrees,
  failbackRestores,
  leavesNothingInBetween,
  notReplicatedIsInError,
} from './volume-rules.ts';

/** What whoever keeps a database of volumes owes, beside what their driver does. */
const rules: readonly Rule[] = [
  serviceFollows,
  refusalChangesNothing,
  failedFailoverReverts,
  failsOverFromTheDead,
  notReplicatedIsInError,
  failbackRestores,
  frozenStaysFrozen,
  restartRemembers,
  databaseAgrees,
  leavesNothingInBetween,
];

/** What is wrong with how one request left a database, and what could have been. */
export function judgeDatabase(passage: DatabasePassage): {
  readonly found: readonly Found[];
  readonly atStake: readonly OwedCode[];
} {
  const found = rules.flatMap(({ code, wrong }) => wrong(passage).map((one) => ({ code, ...one })));
  const atStake = rules.filter(({ stakes }) => stakes(passage)).map(({ code }) => code);
  return { found, atStake };
}
