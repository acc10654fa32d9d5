import type { Command } from '../../model/events.ts';
import type { PromiseCode } from '../../model/promises.ts';
import { peerOf, type Site } from '../../model/site.ts';
import type { PairState } from '../../model/views.ts';
import type { FailureCode } from '../verdict.ts';

/** What has been done to the roles so far, by commands that reported success. */
export type Deeds = {
  /** The last successful promotion or demotion, and where. */
  readonly last?: { readonly command: Command; readonly site: Site };
  /** The sites at which a resync was asked for. */
  readonly resyncs: readonly Site[];
};

/** Which promise a command breaks by ending in `answer` although no possible state allows it. */
export function blameForOutcome(
  command: Command,
  answer: string,
  states: readonly PairState[],
  site: Site,
): FailureCode {
  if (answer !== 'ok') return 'disagreement';
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

/** Which promise a role breaks that no possible state has. */
export function blameForRole(site: Site, seen: string, states: readonly PairState[]): FailureCode {
  const expectedGone = states.every((state) => state[site].image === 'absent');
  const peerGone = states.every((state) => {
    const { image } = state[peerOf(site)];
    return image === 'absent' || image === 'unmirrored';
  });
  return expectedGone && peerGone && seen !== 'unreachable'
    ? 'nothing-left-behind'
    : 'disagreement';
}
