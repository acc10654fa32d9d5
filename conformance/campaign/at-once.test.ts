import { expect, test } from 'vitest';
import { atOnce } from './at-once.ts';

/** Works that end when they are told to. */
class Bench {
  readonly begun: string[] = [];
  readonly ends = new Map<string, { done: () => void; fail: (error: Error) => void }>();

  readonly work = (task: string, signal: AbortSignal): Promise<string> => {
    this.begun.push(task);
    return new Promise((resolve, reject) => {
      this.ends.set(task, { done: () => resolve(task), fail: reject });
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  };
}

const tasks = ['a', 'b', 'c', 'd'];
const turns = async () => {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

test('does as many at once as there are lanes, and gives out each as it ends', async () => {
  const { work, begun, ends } = new Bench();
  const results = atOnce(tasks, { lanes: () => 2 }, work);
  const first = results.next();
  await turns();
  expect(begun).toEqual(['a', 'b']);
  ends.get('b')?.done();
  expect(await first).toEqual({ done: false, value: 'b' });
  const second = results.next();
  await turns();
  expect(begun).toEqual(['a', 'b', 'c']);
  ends.get('a')?.done();
  expect(await second).toEqual({ done: false, value: 'a' });
  await results.return(undefined);
});

test('does each task exactly once, in order where there is one lane', async () => {
  const all: string[] = [];
  const work = async (task: string) => task;
  for await (const result of atOnce(tasks, { lanes: () => 1 }, work)) all.push(result);
  expect(all).toEqual(tasks);
  const beside = new Set<string>();
  for await (const result of atOnce(tasks, { lanes: () => 3 }, work)) beside.add(result);
  expect([...beside].sort()).toEqual(tasks);
});

test('an interruption begins nothing more, and keeps what has ended', async () => {
  const { work, begun, ends } = new Bench();
  const stop = new AbortController();
  const results = atOnce(tasks, { lanes: () => 2, signal: stop.signal }, work);
  const first = results.next();
  await turns();
  ends.get('a')?.done();
  stop.abort(new Error('enough'));
  expect(await first).toEqual({ done: false, value: 'a' });
  expect((await results.next()).done).toBe(true);
  expect(begun).toEqual(['a', 'b']);
});

test('a failure ends the others, gives out what ended well, and is thrown', async () => {
  const { work, ends } = new Bench();
  const results = atOnce(tasks, { lanes: () => 2 }, work);
  const first = results.next();
  await turns();
  ends.get('a')?.fail(new Error('broken'));
  ends.get('b')?.done();
  expect(await first).toEqual({ done: false, value: 'b' });
  await expect(results.next()).rejects.toThrow('broken');
});

test('breaking off ends what is under way before it returns', async () => {
  let ended = 0;
  const work = async (task: string, signal: AbortSignal) => {
    if (task === 'a') return task;
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    await turns();
    ended += 1;
    return task;
  };
  for await (const _ of atOnce(tasks, { lanes: () => 3 }, work)) break;
  expect(ended).toBe(2);
});
