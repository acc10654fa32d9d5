import { isSwitch } from '../judge.ts';
import type { StoredVolume } from '../protocol.ts';
import {
  type DatabasePassage,
  isLeftBehind,
  isMoved,
  type StoredPassage,
  storedPassages,
} from './passage.ts';
import type { Rule } from './rule.ts';

const isFailover = (passage: DatabasePassage): boolean =>
  isMoved(passage) && passage.step.do === 'failover';

/** What a volume that no failover takes along is to be after one. */
function leftBehind({ was, is }: StoredPassage): readonly (readonly [string, string])[] {
  const before = was.status === 'error' ? was.previous_status : was.status;
  const open = Object.entries(is.snapshots).filter(([, status]) => status !== 'error');
  const said = `${is.status}, ${is.replication_status}, previously ${is.previous_status}`;
  return [
    ...(is.status === 'error' && is.replication_status === 'not-capable'
      ? []
      : [['is not in error', said] as const]),
    ...(is.previous_status === before
      ? []
      : [['forgets what it was', `${said}; was ${before}`] as const]),
    ...(open.length === 0 ? [] : [['has snapshots that are not in error', said] as const]),
  ];
}

/** Volumes that are not replicated are in error after a failover, and what they were is kept. */
export const notReplicatedIsInError: Rule = {
  code: 'not-replicated-is-in-error',
  stakes: (passage) =>
    isFailover(passage) && storedPassages(passage).some(({ was }) => isLeftBehind(was)),
  wrong: (passage) =>
    isFailover(passage)
      ? storedPassages(passage)
          .filter(({ was }) => isLeftBehind(was))
          .flatMap((one) =>
            leftBehind(one).map(([aspect, saw]) => ({
              volume: one.number,
              aspect: `a volume that is not replicated ${aspect}`,
              saw,
            })),
          )
      : [],
};

const isBack = (passage: DatabasePassage): boolean =>
  isMoved(passage) && passage.step.do === 'failback';

/** A volume that failed back can be used again. */
export const failbackRestores: Rule = {
  code: 'failback-restores',
  stakes: (passage) =>
    isBack(passage) && storedPassages(passage).some(({ is }) => !isLeftBehind(is)),
  wrong: (passage) =>
    isBack(passage)
      ? storedPassages(passage)
          .filter(({ is }) => is.replication_status === 'enabled' && is.status === 'error')
          .map(({ number, is }) => ({
            volume: number,
            aspect: 'a volume that is enabled is in error',
            saw: `replication is enabled again, and its status ${is.status}, previously ${is.previous_status}`,
          }))
      : [],
};

/** The volumes that a request was about: all, for one to the backend. */
const concerned = (passage: DatabasePassage): StoredPassage[] => {
  const { step } = passage;
  const all = storedPassages(passage);
  if (isSwitch(step)) return all;
  return 'volume' in step ? all.filter(({ number }) => number === step.volume) : [];
};

/** The driver had nothing to say of a volume that was not handed to it. */
const disagrees = ({ answered, replication_status }: StoredVolume): boolean =>
  answered !== null &&
  answered !== replication_status &&
  !(answered === 'disabled' && replication_status === 'not-capable');

const asks = ({ step, answer }: DatabasePassage): boolean =>
  answer === 'ok' && (isSwitch(step) || step.do === 'create' || step.do === 'retype');

/** What the database says of a volume is what the driver answered. */
export const databaseAgrees: Rule = {
  code: 'database-agrees-with-the-driver',
  stakes: (passage) => asks(passage) && concerned(passage).some(({ is }) => is.answered !== null),
  wrong: (passage) =>
    asks(passage)
      ? concerned(passage)
          .filter(({ is }) => disagrees(is))
          .map(({ number, is }) => ({
            volume: number,
            aspect: `${passage.step.do}: ${is.answered} is kept as ${is.replication_status}`,
            saw: `the driver answered ${is.answered}, and the database says ${is.replication_status}`,
          }))
      : [],
};

const isSettled = /^(available|in-use|error.*)$/;

/** What a volume and its snapshots are, where that is a state of passage, and was not before. */
const inBetween = ({ was, is }: StoredPassage): string[] => {
  const before = [was.status, ...Object.values(was.snapshots)];
  return [is.status, ...Object.values(is.snapshots)].filter(
    (status) => !isSettled.test(status) && !before.includes(status),
  );
};

/** No request leaves what is a passage only. */
export const leavesNothingInBetween: Rule = {
  code: 'leaves-nothing-in-between',
  stakes: () => true,
  wrong(passage) {
    const { step, answer, before, after } = passage;
    const [was, is] = [before.service.replication_status, after.service.replication_status];
    const service =
      is === 'failing-over' && was !== is
        ? [{ aspect: `${step.do} ${answer}: the service is ${is}`, saw: `was ${was}` }]
        : [];
    const volumes = concerned(passage).flatMap((one) =>
      inBetween(one).map((status) => ({
        volume: one.number,
        aspect: `${step.do} ${answer}: it is ${status}`,
        saw: `it, or a snapshot of it, is ${status}, and stays so`,
      })),
    );
    return [...service, ...volumes];
  },
};
