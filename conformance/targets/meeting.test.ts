import { setImmediate as otherEvents } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Meeting } from './meeting.ts';

test('what is met for is done once, when all have come', async () => {
  const meeting = new Meeting(3);
  let done = 0;
  const once = async () => {
    done += 1;
  };
  const first = meeting.meet('cut', once);
  const second = meeting.meet('cut', once);
  await otherEvents();
  expect(done).toBe(0);
  await Promise.all([first, second, meeting.meet('cut', once)]);
  expect(done).toBe(1);
});

test('one that leaves is not waited for, also where the others wait already', async () => {
  const meeting = new Meeting(2);
  let done = 0;
  const waiting = meeting.meet('cut', async () => {
    done += 1;
  });
  await otherEvents();
  meeting.leave();
  await waiting;
  expect(done).toBe(1);
});

test('all hear of a failure', async () => {
  const meeting = new Meeting(2);
  const fail = () => Promise.reject(new Error('no cable'));
  const both = [meeting.meet('cut', fail), meeting.meet('cut', fail)];
  for (const one of both) await expect(one).rejects.toThrow('no cable');
});

test('runs that are at different things do not meet', async () => {
  const meeting = new Meeting(2);
  const waiting = meeting.meet('cut', async () => undefined);
  await expect(meeting.meet('heal', async () => undefined)).rejects.toThrow(
    'the others are at cut',
  );
  meeting.leave();
  await waiting;
});
