import type { Command } from '../../model/events.ts';
import type { PromiseCode } from '../../model/promises.ts';
import { peerOf, type Site } from '../../model/site.ts';
import type { PairState } from '../../model/views.ts';
import type { FailureCode } from '../verdict.ts';
import type { Deeds } from './deeds.ts';

/** Which promise a command breaks by ending in `answer` although no possible state allows it. */
export function blameForOutcome(
  command: Command,
  answer: string,
  states: readonly PairState[],
  site: Site,
  { failed, repeated }: Deeds,
): FailureCode {
  const again = failed.includes(command) || repeated.includes(site);
  if (answer !== 'ok') return again ? 'retry-is-safe' : 'disagreement';
  if (command === `promote-force.${site}`) return 'no-promotion-of-a-broken-copy';
  if (command !== `promote.${site}`) return 'disagreement';
  const broken = states.some(
    ({ context }) => context[site].part === 1 || context[site].whole === 0,
  );
  return broken ? 'no-promotion-of-a-broken-copy' : 'one-writer';
}

/** Which promise the content found at a site breaks. */
export function blameForContent(site: Site, lost: boolean, deeds: Deeds): PromiseCode {
  const { last, resyncs } = deeds;
  if (last?.command === `promote-force.${site}`) return 'forced-failover-is-a-point-in-time';
  if (lost && resyncs.length > 0) return 'nothing-discarded-silently';
  if (last?.command.startsWith('promote.') || last?.command.startsWith('demote.')) {
    return 'planned-failover-loses-nothing';
  }
  return lost ? 'nothing-discarded-silently' : 'converges';
}

/** Which promise a size, a name, a snapshot or metadata breaks that no possible state has. */
export const blameForShape = (site: Site, { last }: Deeds): FailureCode =>
  last?.command === `promote-force.${site}` ? 'forced-failover-is-a-point-in-time' : 'disagreement';

/** Which promise a role breaks that no possible state has. */
export function blameForRole(
  site: Site,
  seen: string,
  states: readonly PairState[],
  { repeated }: Deeds,
): FailureCode {
  const expectedGone = states.every((state) => state[site].image === 'absent');
  const peerGone = states.every((state) => {
    const { image } = state[peerOf(site)];
    return image === 'absent' || image === 'unmirrored';
  });
  if (expectedGone && peerGone && seen !== 'unreachable') return 'nothing-left-behind';
  return repeated.length > 0 ? 'retry-is-safe' : 'disagreement';
}

/** Which promise a status breaks that no possible state has. */
export const blameForStatus = ({ repeated }: Deeds): FailureCode =>
  repeated.length > 0 ? 'retry-is-safe' : 'status-tells-the-truth';

/** Which promise is broken where a pair is not, in time, what it should be. */
export const blameForLateness = ({ repeated }: Deeds): FailureCode =>
  repeated.length > 0 ? 'retry-is-safe' : 'converges';
