import { syncTarget } from '../../model/conditions.ts';
import { change, peerCopy } from '../../model/context.ts';
import { eventsOf, missing, newest, nothing, only, upTo } from '../../model/history.ts';
import { peerOf } from '../../model/site.ts';
import type { Variant } from '../../model/variant.ts';

/**
 * Faults planted on purpose, to prove that the alarm rings: a target that has one must be caught,
 * from any seed, and shrunk to one and the same shortest form.
 */
export const plantedFaults: readonly Variant[] = [
  {
    name: 'promotes-half-synced',
    about: 'A promotion without force is accepted on a copy that a sync has copied in part',
    conditions: {
      promotable: (demoted) => (at, params) =>
        demoted(at, params) || at.context[params.site].part === 1,
    },
  },
  {
    name: 'resync-discards-the-wrong-side',
    about: 'A resync throws away what the primary has and the copy lacks',
    effects: {
      discard: (forget) => (context, site) => {
        const peer = peerCopy(context, site);
        const kept = peer.history & context[site].history;
        const fields = { history: kept, linked: peer.linked & kept };
        return change(forget(context, site), peerOf(site), fields);
      },
    },
  },
  {
    name: 'demotion-forgets-its-last-write',
    about: 'A demotion drops the write that came just before it',
    effects: {
      markDemotion: (markDemotion) => (context, site) => {
        const { history } = context[site];
        const before = only(newest(history & ~only(newest(history))));
        const forgotten = before & context.writes;
        return change(markDemotion(context, site), site, { history: history & ~forgotten });
      },
    },
  },
  {
    name: 'forced-promotion-keeps-half-a-snapshot',
    about: 'A forced promotion keeps what a sync had copied in part, instead of rolling it back',
    effects: {
      rollBack: () => (context, site) => {
        const copy = context[site];
        const target = syncTarget(context, site);
        if (copy.part === 0 || target < 0) return context;
        const delta = missing(copy.history, upTo(peerCopy(context, site).history, target));
        const writes = eventsOf(delta & context.writes);
        const copied = writes.slice(0, Math.ceil(writes.length / 2));
        const history = copied.reduce((sum, event) => sum | only(event), copy.history);
        return change(context, site, { history, part: 0 });
      },
    },
  },
  {
    name: 'forced-promotion-cannot-be-repeated',
    about: 'A forced promotion that was interrupted is refused from then on',
    conditions: {
      forcible: (forcible) => (at, params) =>
        forcible(at, params) && at.context[params.site].orphan === 0,
    },
  },
  {
    name: 'sync-starts-over',
    about:
      'A sync of a mirror snapshot that brings a write starts over when it has come to its end',
    modes: ['snapshot'],
    effects: {
      finishSync: (finish) => (context, site) => {
        const { history, whole } = context[site];
        const done = finish(context, site);
        const brought = missing(history, done[site].history) & context.writes;
        return whole === 1 && brought !== nothing ? change(context, site, { part: 0 }) : done;
      },
    },
  },
  {
    name: 'status-hides-the-split-brain',
    about: 'The status of a copy in split-brain says that it replays',
    status: (statusAt) => (state, site) => {
      const status = statusAt(state, site);
      return status === 'split-brain' ? 'replaying' : status;
    },
  },
];
