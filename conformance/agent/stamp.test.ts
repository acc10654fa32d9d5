import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Runs Python lines beside the agent; they print JSON. */
const python = (lines: string): unknown => {
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  const program = `import json\nfrom stamp import *\n${lines}`;
  return JSON.parse(execFileSync('python3', ['-B', '-c', program], { cwd, encoding: 'utf8' }));
};

test('a stamp is known again, and only as what it is', () => {
  const looks = [
    'block = stamp("disk", "a", 7)',
    'torn = block[:50] + b"x" + block[51:]',
    'tail = block[:-1] + b"x"',
    'seen = [verify(block, "disk", 7), verify(block, "disk", 8), verify(block, "other", 7)]',
    'seen += [verify(torn, "disk", 7), verify(tail, "disk", 7), verify(b"y" * BLOCK, "disk", 7)]',
    'print(json.dumps([len(block), *seen]))',
  ];
  expect(python(looks.join('\n'))).toEqual([4096, true, false, false, false, false, false]);
});

test('write 0 lies in each object that others go to, and overlaps none', () => {
  const looks = [
    'others = [place(n) for n in range(1, 2000)]',
    'objects = [[where // OBJECT for where in places] for places in (inherited(), others)]',
    'print(json.dumps([set(objects[0]) == set(objects[1]), len(set(inherited()) & set(others))]))',
  ];
  expect(python(looks.join('\n'))).toEqual([true, 0]);
});

test('writes do not overlap, and neighbours lie in different objects', () => {
  const looks = [
    'places = [place(n) for n in range(2000)]',
    'near = sum(a // OBJECT == b // OBJECT for a, b in zip(places, places[1:]))',
    'print(json.dumps([len(set(places)), near, max(places) + BLOCK <= SIZE]))',
  ];
  expect(python(looks.join('\n'))).toEqual([2000, 0, true]);
});
