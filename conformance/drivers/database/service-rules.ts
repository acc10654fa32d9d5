import { isSwitch, toNowhere } from '../judge.ts';
import {
  type DatabasePassage,
  differences,
  isMoved,
  storedPassages,
  type Wrong,
} from './passage.ts';
import type { Rule } from './rule.ts';

const wrong = (aspect: string, saw: string): Wrong[] => [{ aspect, saw }];

/** What the database is to say of a service once a failover, or a failback, has succeeded. */
const expected = ({ step, after: { service } }: DatabasePassage) =>
  step.do === 'failback'
    ? { replication_status: 'enabled', active_backend_id: 'default', disabled: service.frozen }
    : { replication_status: 'failed-over', active_backend_id: 'b', disabled: true };

/** Where a service is said to be, and where its driver is. */
export const serviceFollows: Rule = {
  code: 'service-follows-the-failover',
  stakes: ({ step }) => isSwitch(step),
  wrong(passage) {
    const { step, answer, after, uses } = passage;
    const { active_backend_id, disabled, replication_status } = after.service;
    if (isMoved(passage)) {
      const is = { replication_status, active_backend_id, disabled };
      const found = differences(expected(passage), is);
      if (found.length > 0)
        return wrong(`${step.do}: the service is not said to be there`, found.join(', '));
    }
    if (!isSwitch(step) || uses === active_backend_id) return [];
    const aspect = `${step.do} ${answer}: the driver is elsewhere`;
    return wrong(
      aspect,
      `the service is said to use ${active_backend_id}, its driver uses ${uses}`,
    );
  },
};

/** What changed about a service, and about its volumes. */
function changes(passage: DatabasePassage): Wrong[] {
  const { before, after } = passage;
  const { up: _was, ...was } = before.service;
  const { up: _is, ...is } = after.service;
  const service = differences(was, is).map((one) => ({ aspect: 'the service changes', saw: one }));
  const volumes = storedPassages(passage).flatMap(({ number, was: old, is: now }) => {
    const changed = differences({ ...old, answered: '' }, { ...now, answered: '' });
    const saw = changed.join(', ');
    return changed.length > 0 ? [{ volume: number, aspect: 'a volume changes', saw }] : [];
  });
  return [...service, ...volumes];
}

/** A target that there is not leaves everything as it was. */
export const refusalChangesNothing: Rule = {
  code: 'refuses-a-bad-target',
  stakes: ({ step }) => toNowhere(step),
  wrong: (passage) => (toNowhere(passage.step) && passage.answer !== 'ok' ? changes(passage) : []),
};

/** A failover that does not come to be leaves the service and its volumes with the backend that they had. */
export const failedFailoverReverts: Rule = {
  code: 'failed-failover-reverts',
  stakes: ({ step, answer }) => isSwitch(step) && !toNowhere(step) && answer !== 'ok',
  wrong(passage) {
    const { step, answer, before, after } = passage;
    if (!isSwitch(step) || toNowhere(step) || answer === 'ok') return [];
    const [was, is] = [before.service.active_backend_id, after.service.active_backend_id];
    const moved = `refused with ${answer}, and the service is said to use ${is}, not ${was}`;
    const service = was === is ? [] : wrong(`${step.do}: the service moves`, moved);
    const volumes = changes(passage).filter(({ volume }) => volume !== undefined);
    return [...service, ...volumes.map((one) => ({ ...one, aspect: `${step.do}: ${one.aspect}` }))];
  },
};

/**
 * Where the site that is left is dead, an operator has no other way than a failover. What a driver refuses it has its
 * reasons for; what is refused before it is asked (`InvalidInput`, of the API) is not.
 */
export const failsOverFromTheDead: Rule = {
  code: 'fails-over-from-a-dead-site',
  stakes: (passage) => isAway(passage),
  wrong: (passage) =>
    isAway(passage) && passage.answer === 'InvalidInput'
      ? wrong(
          `${passage.step.do}: refused with ${passage.answer}`,
          `its site is dead, and the service is ${JSON.stringify(passage.before.service)}`,
        )
      : [],
};

/** Whether a failover leads from a site that is dead to one that answers, for the first time. */
function isAway({ step, before, serves }: DatabasePassage): boolean {
  const { active_backend_id: active, replication_status } = before.service;
  if (!isSwitch(step) || toNowhere(step)) return false;
  const [from, to] = active === 'default' ? (['a', 'b'] as const) : (['b', 'a'] as const);
  const leadsThere = (step.do === 'failback') === (to === 'a');
  return (
    leadsThere &&
    !serves[from] &&
    serves[to] &&
    /^(enabled|failed-over)$/.test(`${replication_status}`)
  );
}

const isFrozenOut = /^(delete|snap-create|snap-delete)$/;

/** Freezing and failing over are kept apart. */
export const frozenStaysFrozen: Rule = {
  code: 'frozen-stays-frozen',
  stakes: ({ before, step }) => before.service.frozen || step.do === 'freeze' || step.do === 'thaw',
  wrong({ step, answer, before, after }) {
    const { frozen, disabled, replication_status, disabled_reason } = after.service;
    const is = JSON.stringify({ frozen, disabled, disabled_reason, replication_status });
    if (step.do === 'thaw' && answer === 'ok') {
      if (frozen) return wrong('thaw leaves it frozen', is);
      const open = replication_status === 'failed-over' && !disabled;
      return open ? wrong('thaw enables a service that is failed over', is) : [];
    }
    if (!before.service.frozen && !(step.do === 'freeze' && answer === 'ok')) return [];
    const opened = !disabled && (before.service.disabled || step.do === 'freeze');
    if (!frozen || opened) return wrong(`${step.do} leaves it open to new volumes`, is);
    if (!before.service.frozen || !isFrozenOut.test(step.do) || answer !== 'ok') return [];
    return wrong(`${step.do} is done`, 'the backend is frozen, and it was done all the same');
  },
};

/** A service that starts anew finds what it left. */
export const restartRemembers: Rule = {
  code: 'restart-remembers',
  stakes: ({ step }) => step.do === 'restart',
  wrong(passage) {
    const { step, before, after, uses } = passage;
    if (step.do !== 'restart') return [];
    const kept = ({ service: { active_backend_id, frozen, disabled } }: typeof before) => ({
      active_backend_id,
      frozen,
      disabled,
    });
    const service = differences(kept(before), kept(after));
    const volumes = changes(passage).filter(({ volume }) => volume !== undefined);
    const { active_backend_id: active } = after.service;
    const lost =
      uses === active ? [] : [`the service is said to use ${active}, its driver ${uses}`];
    const all = [...service, ...lost].map((saw) => ({
      aspect: 'the service starts otherwise',
      saw,
    }));
    return [...all, ...volumes];
  },
};
