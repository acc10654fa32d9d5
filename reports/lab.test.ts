import { expect, test } from 'vitest';
import { doctorText, downText, labText } from './lab.ts';

test('a lab is told as it is', () => {
  expect(labText({ state: 'none', folder: '/lab', processes: 0 })).toBe('no lab in /lab');
  expect(labText({ state: 'crashed', folder: '/lab', processes: 2 })).toContain('lab down');
  const held = { state: 'starting', folder: '/lab/1', processes: 1 } as const;
  expect(labText({ state: 'up', folder: '/lab', processes: 1, labs: [held], usedBy: 7 })).toBe(
    '1 labs up in /lab, 1 processes, in use by process 7\nlab starting in /lab/1, 1 processes',
  );
});

test('what was taken down is told, where there was something', () => {
  const held = { state: 'up', folder: '/lab/1', processes: 8 } as const;
  expect(downText({ state: 'none', folder: '/lab', processes: 0 })).toBe('no lab in /lab');
  expect(downText({ ...held, folder: '/lab' })).toBe('took down the lab in /lab');
  expect(downText({ ...held, folder: '/lab', labs: [held] })).toBe('took down 1 labs in /lab');
});

test('the doctor says what can run and what mends the rest', () => {
  const well = { name: 'node', ok: true, detail: '24' };
  const ill = { name: 'ceph-mon', ok: false, detail: 'not installed', mend: 'install it' };
  expect(doctorText([well])).toContain('both targets');
  expect(`${doctorText([well, ill])}\n`).toBe(`ok  node      24
--  ceph-mon  not installed  install it

This machine can run --target sim. For --target ceph, mend what is marked.
`);
});
