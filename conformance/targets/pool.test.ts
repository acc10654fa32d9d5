import { expect, test } from 'vitest';
import { Pool } from './pool.ts';

test('lends each thing to one borrower at a time, in the order of asking', async () => {
  const pool = new Pool<string>(2);
  pool.put('first');
  expect(await pool.take()).toBe('first');
  const [second, third] = [pool.take(), pool.take()];
  pool.put('late');
  expect(await second).toBe('late');
  pool.put('first');
  expect(await third).toBe('first');
  expect(pool.size).toBe(2);
});

test('goes on with what is left when one is lost, and says why when all are', async () => {
  const pool = new Pool<string>(2);
  pool.lose(new Error('it never came up'));
  const waiting = pool.take();
  pool.put('other');
  expect(await waiting).toBe('other');
  const inVain = pool.take();
  pool.lose(new Error('it broke'));
  await expect(inVain).rejects.toThrow('it broke');
  await expect(pool.take()).rejects.toThrow('it broke');
});
