import { expect, test } from 'vitest';
import { statusKind } from './ceph-status.ts';

const stored = (state: string, description = '') => ({ state, description, up: true });

test.each([
  [null, undefined, 'none'],
  [stored('stopped', 'local image is primary'), 'Stopped', 'stopped'],
  [stored('replaying', 'replaying, {"replay_state":"idle"}'), 'Replaying', 'replaying'],
  [stored('syncing', 'bootstrapping, IMAGE_SYNC/COPY_IMAGE'), 'Starting', 'syncing'],
  [stored('unknown', 'remote image is not primary'), 'Stopped', 'unknown'],
  [stored('unknown', 'remote image demoted'), 'Stopped', 'unknown'],
  [stored('error', 'split-brain'), 'Stopped', 'split-brain'],
  [stored('error', 'split-brain detected'), undefined, 'split-brain'],
  [stored('error', 'image in transient state, try again'), 'Stopped', 'error'],
  [stored('unknown', 'status not found'), 'Replaying', 'replaying'],
  [stored('unknown', 'status not found'), undefined, 'unknown'],
  [stored('starting_replay', 'starting replay'), 'Starting', 'unknown'],
])('%o with a replayer that is %s is %s', (status, replayer, kind) => {
  expect(statusKind(status, replayer)).toBe(kind);
});
