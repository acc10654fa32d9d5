import { describe, expect, it } from 'vitest';
import { blocksOf } from './blocks.ts';
import { missing, normal } from './compare.ts';

describe('what is compared', () => {
  it('is words, without durations and rates', () => {
    expect(normal('7 scenarios (22 s, 19/min)\n  took   1 min 05 s, 4,717/s')).toBe(
      '7 scenarios (~, ~) took ~, ~',
    );
    expect(normal('seed 22 step 7')).toBe('seed 22 step 7');
  });

  it('is the whole answer, unless something is left out', () => {
    expect(missing('one two', 'one\ntwo\n')).toBeUndefined();
    expect(missing('one two', 'one two three')).toBe('one two');
    expect(missing('', 'anything')).toBeUndefined();
  });

  it('is each part in order, the first at the start and the last at the end', () => {
    const answer = 'start\n one\n two\n three\n end';
    expect(missing('...\ntwo\n...', answer)).toBeUndefined();
    expect(missing('start\n...\nthree\nend', answer)).toBeUndefined();
    expect(missing('...\nthree\n...\none\n...', answer)).toBe('one');
    expect(missing('one\n...', answer)).toBe('one');
    expect(missing('...\nthree', answer)).toBe('three');
  });
});

describe('a page', () => {
  it('has commands with what they answer, and files to be saved', () => {
    const page =
      '```yaml x.yaml\na: 1\n```\n\n```console needs clusters\n$ one \\\n  two\nyes\n$ three\n```\n';
    expect(blocksOf(page)).toEqual([
      { kind: 'file', line: 1, name: 'x.yaml', text: 'a: 1\n' },
      {
        kind: 'terminal',
        line: 5,
        needs: 'clusters',
        shown: [
          { command: 'one \\\n  two', answer: 'yes\n' },
          { command: 'three', answer: '' },
        ],
      },
    ]);
  });

  it('is refused where it shows no command, or needs what is not known', () => {
    expect(() => blocksOf('```console\nnpm ci\n```\n')).toThrow('line 1: no command');
    expect(() => blocksOf('```console needs luck\n$ ls\n```\n')).toThrow('line 1: needs what?');
  });
});
